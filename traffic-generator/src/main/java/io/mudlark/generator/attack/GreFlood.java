package io.mudlark.generator.attack;

import io.mudlark.flow.IpAddress;
import io.mudlark.flow.IpProtocol;
import io.mudlark.generator.packet.OctetWriter;
import io.mudlark.generator.packet.Payload;
import io.mudlark.generator.truth.Flow;

/**
 * A compromised device that sends GRE packets (RFC 2784) with a made-up IPv4 datagram inside at a
 * victim: one flow without ports, many packets.
 *
 * @param victim who is flooded
 * @param packetsPerSecond how fast
 */
public record GreFlood(IpAddress victim, int packetsPerSecond) implements Attack {
  private static final int INNER_OCTETS = 512;

  @Override
  public String type() {
    return "gre-flood";
  }

  @Override
  public void launch(Engagement engagement) {
    engagement.at(
        engagement.startNanos(),
        ignored -> {
          Flow flow =
              engagement
                  .wire()
                  .raw(
                      engagement.device().end4(),
                      engagement.far(victim),
                      IpProtocol.GRE,
                      engagement.episode());
          Payload packet = Payload.of(encapsulated(engagement));
          engagement.repeat(
              1_000_000_000L / packetsPerSecond,
              30,
              now -> engagement.wire().sendRaw(now, flow, packet));
        });
  }

  private byte[] encapsulated(Engagement engagement) {
    OctetWriter out = new OctetWriter(4 + 28 + INNER_OCTETS);
    out.u16(0).u16(0x0800);
    int sum = 0;
    int[] words = {
      0x4500,
      28 + INNER_OCTETS,
      1,
      0x4000,
      0x4011,
      0,
      (int) (engagement.device().v4().low() >>> 16),
      (int) engagement.device().v4().low() & 0xFFFF,
      (int) (victim.low() >>> 16),
      (int) victim.low() & 0xFFFF
    };
    for (int word : words) {
      sum += word;
    }
    words[5] = ~((sum & 0xFFFF) + (sum >>> 16)) & 0xFFFF;
    for (int word : words) {
      out.u16(word);
    }
    // A UDP checksum of zero means that none was computed (RFC 768).
    out.u16(51_000).u16(51_001).u16(8 + INNER_OCTETS).u16(0).zeros(INNER_OCTETS);
    return out.toBytes();
  }
}
