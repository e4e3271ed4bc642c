package io.mudlark.generator.attack;

import io.mudlark.flow.IpAddress;
import io.mudlark.generator.network.Endpoint;
import io.mudlark.generator.network.Wire;
import io.mudlark.generator.packet.Payload;
import io.mudlark.generator.timeline.Chance;
import io.mudlark.generator.truth.Flow;

/**
 * A compromised device that sends UDP datagrams of random octets at a victim as fast as it may,
 * from a random source port each.
 *
 * @param victim who is flooded
 * @param port the victim's port
 * @param packetsPerSecond how fast
 * @param octets payload size
 */
public record UdpFlood(IpAddress victim, int port, int packetsPerSecond, int octets)
    implements Attack {
  private static final long SECOND = 1_000_000_000L;

  @Override
  public String type() {
    return "udp-flood";
  }

  @Override
  public void launch(Engagement engagement) {
    Payload noise = Payload.of(engagement.chance().octets(4_096 + octets));
    engagement
        .habitat()
        .timeline()
        .at(engagement.startNanos(), now -> send(engagement, now, noise));
  }

  private void send(Engagement engagement, long now, Payload noise) {
    Chance chance = engagement.chance();
    Wire wire = engagement.habitat().wire();
    Endpoint to = engagement.habitat().site().far(victim);
    int sourcePort = chance.between(1_024, 65_535);
    Flow flow = wire.udp(engagement.device().end4(), sourcePort, to, port, engagement.episode());
    wire.send(now, flow, true, noise.slice(chance.below(4_096), octets));
    wire.close(flow);
    long next = now + chance.around(SECOND / packetsPerSecond, 30);
    if (next < engagement.endNanos()) {
      engagement.habitat().timeline().at(next, then -> send(engagement, then, noise));
    }
  }
}
