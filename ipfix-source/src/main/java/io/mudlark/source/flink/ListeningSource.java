package io.mudlark.source.flink;

import io.mudlark.flow.flink.UnsplitSource;
import io.mudlark.source.datagram.ExportDatagram;
import io.mudlark.source.session.ReceiveWindow;
import java.time.Clock;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;

/**
 * An unbounded Flink source of what exporters send to sockets, which has nothing to remember: what
 * came before a failure cannot be had again.
 */
abstract class ListeningSource extends UnsplitSource<ExportDatagram> {
  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // an unmodifiable list of the JDK is serializable
  private final List<ReceiverFactory> listeners;

  private final ReceiveWindow window;

  @SuppressWarnings("serial") // the clocks of the JDK, and those of tests, are serializable
  private final Clock clock;

  /**
   * @param listeners open the sockets, at least one
   * @param window sets the watermark: the receive time less its delay
   * @param clock stamps what is received; must be serializable, as the JDK's are
   */
  ListeningSource(List<ReceiverFactory> listeners, ReceiveWindow window, Clock clock) {
    if (listeners.isEmpty()) {
      throw new IllegalArgumentException("nowhere to listen");
    }
    this.listeners = listeners;
    this.window = window;
    this.clock = clock;
  }

  @Override
  public SourceReader<ExportDatagram, NoSplit> createReader(SourceReaderContext context) {
    return new ListeningReader(context, listeners, window, clock);
  }

  @Override
  public TypeInformation<ExportDatagram> getProducedType() {
    return ExportDatagramType.INSTANCE;
  }
}
