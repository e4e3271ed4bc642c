package io.mudlark.generator.attack;

import io.mudlark.generator.conversation.Turn;
import io.mudlark.generator.network.Station;
import io.mudlark.generator.packet.Payload;
import io.mudlark.generator.truth.Flow;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A compromised device that logs in to the other stations of its site by telnet, one after the
 * other, and leaves a copy of itself.
 *
 * @param port the port it tries
 */
public record LateralMovement(int port) implements Attack {
  private static final long MILLI = 1_000_000L;
  private static final int COPY_OCTETS = 24_000;

  @Override
  public String type() {
    return "lateral-movement";
  }

  @Override
  public void launch(Engagement engagement) {
    List<Station> others =
        engagement.habitat().site().stations().stream()
            .filter(station -> station != engagement.device())
            .toList();
    long step = (engagement.endNanos() - engagement.startNanos()) / Math.max(1, others.size());
    long at = engagement.startNanos();
    for (Station other : others) {
      engagement.at(at, now -> intrude(engagement, now, other));
      at += step;
    }
  }

  private void intrude(Engagement engagement, long now, Station other) {
    Flow flow = engagement.tcpFromDevice(other.end4(), port);
    engagement.converse(
        now,
        flow,
        List.of(
            Turn.server(text("login: "), 20 * MILLI),
            Turn.client(text("root\r\nxc3511\r\n"), 30 * MILLI),
            Turn.server(text("BusyBox v1.19.3 built-in shell (ash)\r\n# "), 200 * MILLI),
            Turn.client(text("cat > /tmp/.x <<E\n" + "A".repeat(COPY_OCTETS) + "\nE\n"), MILLI),
            Turn.server(text("# "), 5 * MILLI)));
  }

  private static Payload text(String text) {
    return Payload.of(text.getBytes(StandardCharsets.US_ASCII));
  }
}
