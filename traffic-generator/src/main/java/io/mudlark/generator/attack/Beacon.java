package io.mudlark.generator.attack;

import io.mudlark.flow.IpAddress;
import io.mudlark.generator.conversation.TcpConversation;
import io.mudlark.generator.conversation.Turn;
import io.mudlark.generator.network.Endpoint;
import io.mudlark.generator.packet.Payload;
import io.mudlark.generator.timeline.Chance;
import io.mudlark.generator.truth.Flow;
import java.time.Duration;
import java.util.List;

/**
 * A compromised device that calls its master at an address it knows by heart, in nearly even
 * intervals, with a few octets each way.
 *
 * @param master who is called
 * @param port the master's port
 * @param period how often
 * @param jitterPercent how uneven
 */
public record Beacon(IpAddress master, int port, Duration period, int jitterPercent)
    implements Attack {
  private static final long MILLI = 1_000_000L;

  @Override
  public String type() {
    return "beacon";
  }

  @Override
  public void launch(Engagement engagement) {
    engagement.habitat().timeline().at(engagement.startNanos(), now -> call(engagement, now));
  }

  private void call(Engagement engagement, long now) {
    Chance chance = engagement.chance();
    Endpoint to = engagement.habitat().site().far(master);
    Endpoint from = engagement.device().end4();
    Flow flow =
        engagement
            .habitat()
            .wire()
            .tcp(from, engagement.device().nextPort(), to, port, engagement.episode());
    List<Turn> turns =
        List.of(
            Turn.client(Payload.of(chance.octets(68)), 2 * MILLI),
            Turn.server(Payload.of(chance.octets(36)), 30 * MILLI));
    TcpConversation.begin(engagement.habitat(), now, flow, turns.iterator(), chance);
    long next = now + chance.around(period.toNanos(), jitterPercent);
    if (next < engagement.endNanos()) {
      engagement.habitat().timeline().at(next, then -> call(engagement, then));
    }
  }
}
