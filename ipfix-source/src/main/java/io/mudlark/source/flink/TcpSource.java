package io.mudlark.source.flink;

import io.mudlark.source.datagram.ExportDatagram;
import io.mudlark.source.datagram.TcpReceiver;
import io.mudlark.source.datagram.TcpSettings;
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
 * An unbounded Flink source of the IPFIX messages that exporters send by TCP or TLS.
 *
 * <p>The first parallel reader alone listens. A message that was acknowledged by TCP and not yet
 * part of a checkpoint is lost when the job fails: sequence numbers tell how many.
 */
public final class TcpSource
    implements Source<ExportDatagram, ListenerSplit, Integer>, ResultTypeQueryable<ExportDatagram> {
  private static final long serialVersionUID = 1L;

  private final List<TcpSettings> listeners;
  private final ReceiveWindow window;

  @SuppressWarnings("serial") // the clocks of the JDK, and those of tests, are serializable
  private final Clock clock;

  /**
   * @param listeners where to listen, at least at one address
   * @param window sets the watermark: the receive time less its delay
   * @param clock stamps what is received; must be serializable, as the JDK's are
   */
  public TcpSource(List<TcpSettings> listeners, ReceiveWindow window, Clock clock) {
    if (listeners.isEmpty()) {
      throw new IllegalArgumentException("nowhere to listen");
    }
    this.listeners = List.copyOf(listeners);
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
    return new ListeningReader(
        context, listeners.stream().map(TcpSource::factory).toList(), window, clock);
  }

  private static ReceiverFactory factory(TcpSettings settings) {
    return (subtask, clock) -> subtask == 0 ? TcpReceiver.open(settings, clock) : null;
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
