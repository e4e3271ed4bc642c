package io.mudlark.generator.attack;

import io.mudlark.flow.IpAddress;
import io.mudlark.flow.TcpFlags;
import io.mudlark.generator.packet.Payload;
import io.mudlark.generator.packet.TcpSegment;
import io.mudlark.generator.timeline.Chance;
import io.mudlark.generator.truth.Flow;
import java.util.Arrays;

/**
 * A compromised device that sends TCP segments of no connection at a victim: bare SYNs, or ACKs
 * with 512 octets, as the floods of Mirai's published source.
 *
 * @param victim who is flooded
 * @param port the victim's port
 * @param packetsPerSecond how fast
 * @param acknowledge whether it sends ACKs instead of SYNs
 */
public record TcpFlood(IpAddress victim, int port, int packetsPerSecond, boolean acknowledge)
    implements Attack {
  private static final int ACK_OCTETS = 512;

  @Override
  public String type() {
    return acknowledge ? "ack-flood" : "syn-flood";
  }

  @Override
  public void launch(Engagement engagement) {
    byte[] run = new byte[acknowledge ? ACK_OCTETS : 0];
    Arrays.fill(run, (byte) 'f');
    Payload letters = Payload.of(run);
    FlowsByPort flows =
        new FlowsByPort(
            from ->
                engagement
                    .wire()
                    .tcp(
                        engagement.device().end4(),
                        from,
                        engagement.far(victim),
                        port,
                        engagement.episode()));
    engagement.repeat(
        1_000_000_000L / packetsPerSecond,
        30,
        now -> {
          Chance chance = engagement.chance();
          Flow flow = flows.at(chance.between(32_768, 60_999));
          TcpSegment segment =
              acknowledge
                  ? TcpSegment.of(TcpFlags.ACK, chance.nextInt(), chance.nextInt())
                  : TcpSegment.opening(TcpFlags.SYN, chance.nextInt(), 0);
          engagement.wire().send(now, flow, true, segment, letters);
        });
  }
}
