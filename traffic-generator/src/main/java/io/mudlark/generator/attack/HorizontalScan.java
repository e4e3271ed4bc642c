package io.mudlark.generator.attack;

import io.mudlark.flow.IpAddress;
import io.mudlark.flow.TcpFlags;
import io.mudlark.generator.network.Endpoint;
import io.mudlark.generator.network.Station;
import io.mudlark.generator.packet.Payload;
import io.mudlark.generator.packet.TcpSegment;
import io.mudlark.generator.truth.Flow;
import java.util.Optional;

/**
 * A compromised device that tries one port on every host of its own network, one after the other.
 * Hosts that exist answer with RST; for the others there is only silence.
 *
 * @param port the port that is tried
 */
public record HorizontalScan(int port) implements Attack {
  private static final int HOSTS = 254;

  @Override
  public String type() {
    return "horizontal-scan";
  }

  @Override
  public void launch(Engagement engagement) {
    long step = (engagement.endNanos() - engagement.startNanos()) / HOSTS;
    for (int host = 1; host <= HOSTS; host++) {
      IpAddress target = IpAddress.v4((int) engagement.habitat().site().v4().base().low() + host);
      if (!target.equals(engagement.device().v4())) {
        engagement.at(engagement.startNanos() + host * step, now -> probe(engagement, now, target));
      }
    }
  }

  private void probe(Engagement engagement, long now, IpAddress target) {
    Optional<Station> host =
        engagement.habitat().site().stations().stream()
            .filter(station -> station.v4().equals(target))
            .findFirst();
    // A host that does not exist answers no ARP: its frames would never leave. The gateway's MAC
    // stands in, as on networks whose gateway answers for all.
    Endpoint to = host.map(Station::end4).orElse(engagement.far(target));
    Flow flow = engagement.tcpFromDevice(to, port);
    int number = engagement.chance().nextInt();
    engagement
        .wire()
        .send(now, flow, true, TcpSegment.opening(TcpFlags.SYN, number, 0), Payload.NONE);
    if (host.isEmpty()) {
      engagement.wire().close(flow);
      return;
    }
    TcpSegment reset = new TcpSegment(TcpFlags.RST | TcpFlags.ACK, 0, number + 1, 0, 0);
    engagement.at(
        now + engagement.chance().around(400_000, 50),
        then -> {
          engagement.wire().send(then, flow, false, reset, Payload.NONE);
          engagement.wire().close(flow);
        });
  }
}
