package io.mudlark.source.flink;

import io.mudlark.source.datagram.UdpReceiver;
import io.mudlark.source.datagram.UdpSettings;
import io.mudlark.source.session.ReceiveWindow;
import java.time.Clock;
import java.util.List;

/**
 * An unbounded Flink source of the datagrams that exporters send by UDP.
 *
 * <p>Each parallel reader opens a socket of its own where the port may be shared, and the kernel
 * deals senders out to them; otherwise the first reader alone listens. What is lost on the way, or
 * while the job is down, is lost: sequence numbers tell how much.
 */
public final class UdpSource extends ListeningSource {
  private static final long serialVersionUID = 1L;

  /**
   * @param listeners where to listen, at least at one address
   * @param window sets the watermark: the receive time less its delay
   * @param clock stamps what is received; must be serializable, as the JDK's are
   */
  public UdpSource(List<UdpSettings> listeners, ReceiveWindow window, Clock clock) {
    super(listeners.stream().map(UdpSource::factory).toList(), window, clock);
  }

  private static ReceiverFactory factory(UdpSettings settings) {
    return (subtask, clock) ->
        subtask == 0 || settings.shared() ? UdpReceiver.open(settings, clock) : null;
  }
}
