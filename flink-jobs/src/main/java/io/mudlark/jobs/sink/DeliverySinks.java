package io.mudlark.jobs.sink;

import io.mudlark.jobs.delivery.DeliverySettings;
import io.mudlark.jobs.delivery.DeliverySink;
import io.mudlark.jobs.delivery.ResultStream;
import io.mudlark.jobs.delivery.Transport;
import java.util.Set;
import org.apache.flink.api.connector.sink2.Sink;

/**
 * What is reached by a {@link Transport}: at least once, with ids by which repetitions are known.
 *
 * @param transports opens the way out
 * @param settings of batches and repetitions
 * @param streams what goes there
 * @param isForPeople whether people are told
 */
record DeliverySinks(
    Transport.Factory transports,
    DeliverySettings settings,
    Set<ResultStream> streams,
    boolean isForPeople)
    implements DocumentSinks {
  private static final long serialVersionUID = 1L;

  DeliverySinks {
    streams = Set.copyOf(streams);
  }

  @Override
  public String name() {
    return transports.name();
  }

  @Override
  public <T> Sink<T> sink(ResultStream stream, ToDocument<T> document) {
    return new DeliverySink<>((element, context) -> document.apply(element), transports, settings);
  }
}
