package io.mudlark.generator.attack;

import io.mudlark.flow.IpAddress;
import io.mudlark.generator.conversation.Turn;
import io.mudlark.generator.packet.Payload;
import io.mudlark.generator.truth.Flow;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A far host that tries default passwords on a device's telnet port, one connection a try, with the
 * user names and passwords that Mirai's published source carries.
 *
 * @param attacker where the tries come from
 * @param port the device's port
 * @param triesPerMinute how fast
 */
public record BruteForce(IpAddress attacker, int port, int triesPerMinute) implements Attack {
  private static final long MILLI = 1_000_000L;
  private static final List<String> PASSWORDS =
      List.of("xc3511", "vizxv", "admin", "888888", "xmhdipc", "default", "123456", "54321");

  @Override
  public String type() {
    return "brute-force";
  }

  @Override
  public void launch(Engagement engagement) {
    engagement.repeat(60_000 * MILLI / triesPerMinute, 20, now -> attempt(engagement, now));
  }

  private void attempt(Engagement engagement, long now) {
    int sourcePort = engagement.chance().between(32_768, 60_999);
    Flow flow = engagement.tcpToDevice(attacker, sourcePort, port);
    String password = PASSWORDS.get(engagement.chance().below(PASSWORDS.size()));
    engagement.converse(
        now,
        flow,
        List.of(
            Turn.server(text("login: "), 20 * MILLI),
            Turn.client(text("root\r\n"), 40 * MILLI),
            Turn.server(text("Password: "), 10 * MILLI),
            Turn.client(text(password + "\r\n"), 40 * MILLI),
            Turn.server(text("\r\nLogin incorrect\r\n"), 900 * MILLI)));
  }

  private static Payload text(String text) {
    return Payload.of(text.getBytes(StandardCharsets.US_ASCII));
  }
}
