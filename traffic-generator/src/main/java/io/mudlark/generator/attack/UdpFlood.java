package io.mudlark.generator.attack;

import io.mudlark.flow.IpAddress;
import io.mudlark.generator.network.Endpoint;
import io.mudlark.generator.packet.Payload;
import io.mudlark.generator.truth.Flow;
import java.util.Arrays;

/**
 * A compromised device that sends UDP datagrams of one letter at a victim as fast as it may, from a
 * random ephemeral port each.
 *
 * @param victim who is flooded
 * @param port the victim's port
 * @param packetsPerSecond how fast
 * @param octets payload size
 */
public record UdpFlood(IpAddress victim, int port, int packetsPerSecond, int octets)
    implements Attack {
  private static final long SECOND = 1_000_000_000L;
  private static final int FIRST_PORT = 55_000;

  @Override
  public String type() {
    return "udp-flood";
  }

  @Override
  public void launch(Engagement engagement) {
    byte[] run = new byte[octets];
    Arrays.fill(run, (byte) 'f');
    Payload letters = Payload.of(run);
    FlowsByPort flows = new FlowsByPort(from -> open(engagement, from));
    engagement.repeat(
        SECOND / packetsPerSecond,
        30,
        now -> {
          int sourcePort = engagement.chance().between(FIRST_PORT, 65_535);
          Flow flow = flows.at(sourcePort);
          engagement.wire().send(now, flow, true, letters);
        });
  }

  private Flow open(Engagement engagement, int sourcePort) {
    Endpoint to = engagement.habitat().site().far(victim);
    return engagement
        .habitat()
        .wire()
        .udp(engagement.device().end4(), sourcePort, to, port, engagement.episode());
  }
}
