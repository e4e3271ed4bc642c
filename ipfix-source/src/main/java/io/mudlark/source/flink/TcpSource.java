package io.mudlark.source.flink;

import io.mudlark.source.datagram.TcpReceiver;
import io.mudlark.source.datagram.TcpSettings;
import io.mudlark.source.session.ReceiveWindow;
import java.time.Clock;
import java.util.List;

/**
 * An unbounded Flink source of the IPFIX messages that exporters send by TCP or TLS.
 *
 * <p>The first parallel reader alone listens. A message that was acknowledged by TCP and not yet
 * part of a checkpoint is lost when the job fails: sequence numbers tell how many.
 */
public final class TcpSource extends ListeningSource {
  private static final long serialVersionUID = 1L;

  /**
   * @param listeners where to listen, at least at one address
   * @param window sets the watermark: the receive time less its delay
   * @param clock stamps what is received; must be serializable, as the JDK's are
   */
  public TcpSource(List<TcpSettings> listeners, ReceiveWindow window, Clock clock) {
    super(listeners.stream().map(TcpSource::factory).toList(), window, clock);
  }

  private static ReceiverFactory factory(TcpSettings settings) {
    return (subtask, clock) -> subtask == 0 ? TcpReceiver.open(settings, clock) : null;
  }
}
