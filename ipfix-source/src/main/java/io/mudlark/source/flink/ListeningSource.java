package io.mudlark.source.flink;

import io.mudlark.source.datagram.ExportDatagram;
import io.mudlark.source.session.ReceiveWindow;
import java.time.Clock;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * An unbounded Flink source of what exporters send to sockets, which has nothing to remember: what
 * came before a failure cannot be had again.
 */
abstract class ListeningSource
    implements Source<ExportDatagram, ListenerSplit, Integer>, ResultTypeQueryable<ExportDatagram> {
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
  public Boundedness getBoundedness() {
    return Boundedness.CONTINUOUS_UNBOUNDED;
  }

  @Override
  public SplitEnumerator<ListenerSplit, Integer> createEnumerator(
      SplitEnumeratorContext<ListenerSplit> context) {
    return new ListenerEnumerator();
  }

  @Override
  public SplitEnumerator<ListenerSplit, Integer> restoreEnumerator(
      SplitEnumeratorContext<ListenerSplit> context, Integer nothing) {
    return new ListenerEnumerator();
  }

  @Override
  public SourceReader<ExportDatagram, ListenerSplit> createReader(SourceReaderContext context) {
    return new ListeningReader(context, listeners, window, clock);
  }

  @Override
  public SimpleVersionedSerializer<ListenerSplit> getSplitSerializer() {
    return new NothingSerializer<>(ListenerSplit::new);
  }

  @Override
  public SimpleVersionedSerializer<Integer> getEnumeratorCheckpointSerializer() {
    return new NothingSerializer<>(() -> 0);
  }

  @Override
  public TypeInformation<ExportDatagram> getProducedType() {
    return ExportDatagramType.INSTANCE;
  }
}
