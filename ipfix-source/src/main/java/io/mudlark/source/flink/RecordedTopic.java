package io.mudlark.source.flink;

import io.mudlark.source.datagram.ExportDatagram;
import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.jspecify.annotations.Nullable;

/**
 * A topic read from its start to an end, which also ends when a job goes on from saved state.
 *
 * <p>Flink's own source, restored, never tells its readers that there is nothing more to come
 * (FLINK-31006), and the job waits for ever. What was found at first is the recording: partitions
 * that a topic got since are no part of it.
 */
final class RecordedTopic
    implements Source<ExportDatagram, KafkaPartitionSplit, KafkaSourceEnumState>,
        ResultTypeQueryable<ExportDatagram> {
  private static final long serialVersionUID = 1L;

  private final KafkaSource<ExportDatagram> topic;

  /**
   * @param topic bounded
   */
  RecordedTopic(KafkaSource<ExportDatagram> topic) {
    this.topic = topic;
  }

  @Override
  public Boundedness getBoundedness() {
    return topic.getBoundedness();
  }

  @Override
  public SourceReader<ExportDatagram, KafkaPartitionSplit> createReader(SourceReaderContext context)
      throws Exception {
    return topic.createReader(context);
  }

  @Override
  public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> createEnumerator(
      SplitEnumeratorContext<KafkaPartitionSplit> context) {
    return topic.createEnumerator(context);
  }

  @Override
  public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> restoreEnumerator(
      SplitEnumeratorContext<KafkaPartitionSplit> context, KafkaSourceEnumState state)
      throws IOException {
    var restored = topic.restoreEnumerator(context, state);
    return state.initialDiscoveryFinished()
        ? new Restored(restored, context, !state.unassignedSplits().isEmpty())
        : restored;
  }

  @Override
  public SimpleVersionedSerializer<KafkaPartitionSplit> getSplitSerializer() {
    return topic.getSplitSerializer();
  }

  @Override
  public SimpleVersionedSerializer<KafkaSourceEnumState> getEnumeratorCheckpointSerializer() {
    return topic.getEnumeratorCheckpointSerializer();
  }

  @Override
  public TypeInformation<ExportDatagram> getProducedType() {
    return topic.getProducedType();
  }

  /** Gives every reader what is left for it, and tells it that this is all. */
  private static final class Restored
      implements SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> {
    private final SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> partitions;
    private final SplitEnumeratorContext<KafkaPartitionSplit> context;
    private final boolean somethingLeft;

    Restored(
        SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> partitions,
        SplitEnumeratorContext<KafkaPartitionSplit> context,
        boolean somethingLeft) {
      this.partitions = partitions;
      this.context = context;
      this.somethingLeft = somethingLeft;
    }

    /** Looks for partitions only when not all had been given to readers. */
    @Override
    public void start() {
      if (somethingLeft) {
        partitions.start();
      }
    }

    @Override
    public void addReader(int subtask) {
      partitions.addReader(subtask);
      context.signalNoMoreSplits(subtask);
    }

    @Override
    public void addSplitsBack(List<KafkaPartitionSplit> splits, int subtask) {
      partitions.addSplitsBack(splits, subtask);
    }

    @Override
    public void handleSplitRequest(int subtask, @Nullable String host) {
      partitions.handleSplitRequest(subtask, host);
    }

    @Override
    public KafkaSourceEnumState snapshotState(long checkpoint) throws Exception {
      return partitions.snapshotState(checkpoint);
    }

    @Override
    public void close() throws IOException {
      partitions.close();
    }
  }
}
