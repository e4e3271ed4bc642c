package io.mudlark.jobs.delivery;

import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.base.sink.AsyncSinkBase;
import org.apache.flink.connector.base.sink.writer.BufferedRequestState;
import org.apache.flink.connector.base.sink.writer.ElementConverter;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Delivers results through a {@link Transport}, at least once; ids make it exactly once where the
 * other side keeps one document an id.
 *
 * @param <T> the type of the results
 */
public final class DeliverySink<T> extends AsyncSinkBase<T, ResultDocument> {
  private static final long serialVersionUID = 1L;

  /** One request at a time keeps the revisions of a document in order. */
  private static final int IN_FLIGHT = 1;

  private final Transport.Factory transports;
  private final DeliverySettings settings;

  /**
   * @param document makes a result's document
   * @param transports opens the way out
   * @param settings of batches and repetitions
   */
  public DeliverySink(
      ElementConverter<T, ResultDocument> document,
      Transport.Factory transports,
      DeliverySettings settings) {
    super(
        document,
        settings.batch(),
        IN_FLIGHT,
        Math.max(settings.buffered(), settings.batch() + 1),
        DeliverySettings.LONGEST_DOCUMENT,
        settings.linger().toMillis(),
        DeliverySettings.LONGEST_DOCUMENT);
    this.transports = transports;
    this.settings = settings;
  }

  /** What to call the sink. */
  public String name() {
    return transports.name();
  }

  @Override
  public StatefulSinkWriter<T, BufferedRequestState<ResultDocument>> createWriter(
      WriterInitContext context) {
    return restoreWriter(context, List.of());
  }

  @Override
  public StatefulSinkWriter<T, BufferedRequestState<ResultDocument>> restoreWriter(
      WriterInitContext context, Collection<BufferedRequestState<ResultDocument>> waiting) {
    return new DeliveryWriter<>(getElementConverter(), context, transports, settings, waiting);
  }

  @Override
  public SimpleVersionedSerializer<BufferedRequestState<ResultDocument>>
      getWriterStateSerializer() {
    return new ResultDocumentState();
  }
}
