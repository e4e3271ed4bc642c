package io.mudlark.generator.attack;

import io.mudlark.flow.IpAddress;
import io.mudlark.generator.network.Endpoint;
import io.mudlark.generator.packet.OctetWriter;
import io.mudlark.generator.truth.Flow;

/**
 * A compromised device that pings a victim as fast as it may. Echo requests that are longer than
 * the link carries go in fragments.
 *
 * @param victim who is flooded
 * @param packetsPerSecond echo requests a second
 * @param octets of data in each
 */
public record IcmpFlood(IpAddress victim, int packetsPerSecond, int octets) implements Attack {
  private static final long SECOND = 1_000_000_000L;
  private static final int ECHO = 8 << 8;
  private static final int ECHO_V6 = 128 << 8;

  @Override
  public String type() {
    return "icmp-flood";
  }

  @Override
  public void launch(Engagement engagement) {
    int echo = victim.isV4() ? ECHO : ECHO_V6;
    Endpoint from = engagement.device().endTowards(victim);
    Flow flow = engagement.wire().icmp(from, engagement.far(victim), echo, engagement.episode());
    int identifier = engagement.chance().below(65_536);
    byte[] body = new OctetWriter(4 + octets).u16(identifier).u16(0).zeros(octets).toBytes();
    engagement.repeat(
        SECOND / packetsPerSecond,
        30,
        now -> {
          // The sequence number, of which the wire makes a copy.
          if (++body[3] == 0) {
            body[2]++;
          }
          engagement.wire().sendIcmp(now, flow, true, echo, body);
        });
  }
}
