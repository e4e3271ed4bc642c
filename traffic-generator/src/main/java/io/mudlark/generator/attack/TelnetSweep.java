package io.mudlark.generator.attack;

import io.mudlark.flow.IpAddress;
import io.mudlark.flow.TcpFlags;
import io.mudlark.generator.packet.Payload;
import io.mudlark.generator.packet.TcpSegment;
import io.mudlark.generator.timeline.Chance;
import io.mudlark.generator.truth.Flow;

/**
 * A Mirai bot that looks for its next victims: SYNs to random addresses, nine in ten to port 23 and
 * the rest to 2323, each with its destination as sequence number, which is how Mirai is told apart
 * (Antonakakis et al., USENIX Security 2017, section 3).
 *
 * @param packetsPerSecond how fast
 */
public record TelnetSweep(int packetsPerSecond) implements Attack {
  @Override
  public String type() {
    return "telnet-sweep";
  }

  @Override
  public void launch(Engagement engagement) {
    engagement.repeat(1_000_000_000L / packetsPerSecond, 40, now -> probe(engagement, now));
  }

  private static void probe(Engagement engagement, long now) {
    Chance chance = engagement.chance();
    IpAddress target = IpAddress.v4(chance.between(11, 171) << 24 | chance.below(1 << 24));
    if (target.isPrivate() || target.isLoopback() || target.isLinkLocal()) {
      return;
    }
    int port = chance.below(10) == 0 ? 2_323 : 23;
    Flow flow = engagement.tcpFromDevice(engagement.far(target), port);
    TcpSegment syn = TcpSegment.opening(TcpFlags.SYN, (int) target.low(), 0);
    engagement.wire().send(now, flow, true, syn, Payload.NONE);
    engagement.wire().close(flow);
  }
}
