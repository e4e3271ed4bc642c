package io.mudlark.jobs.delivery;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.connector.base.sink.writer.Batch;
import org.apache.flink.connector.base.sink.writer.BatchCreator;
import org.apache.flink.connector.base.sink.writer.RequestBuffer;
import org.apache.flink.connector.base.sink.writer.RequestEntryWrapper;
import org.apache.flink.connector.base.sink.writer.strategy.RequestInfo;

/**
 * Takes as many documents into a request as fit; one that is too large by itself goes alone.
 *
 * @param octets of a request, greater than 0
 * @param <T> the type of the documents
 */
record Batches<T extends Serializable>(long octets) implements BatchCreator<T> {
  @Override
  public Batch<T> createNextBatch(RequestInfo most, RequestBuffer<T> waiting) {
    List<T> batch = new ArrayList<>(most.getBatchSize());
    long size = 0;
    while (!waiting.isEmpty() && batch.size() < most.getBatchSize()) {
      RequestEntryWrapper<T> next = waiting.peek();
      if (!batch.isEmpty() && size + next.getSize() > octets) {
        break;
      }
      waiting.poll();
      size += next.getSize();
      batch.add(next.getRequestEntry());
    }
    return new Batch<>(batch, size);
  }
}
