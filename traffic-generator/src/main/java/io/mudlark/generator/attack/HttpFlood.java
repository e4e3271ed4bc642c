package io.mudlark.generator.attack;

import io.mudlark.flow.IpAddress;
import io.mudlark.generator.conversation.Turn;
import io.mudlark.generator.packet.Payload;
import io.mudlark.generator.truth.Flow;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A compromised device that asks a victim's web server for its front page over and over, each time
 * on a new connection.
 *
 * @param victim who is flooded
 * @param requestsPerSecond how fast
 */
public record HttpFlood(IpAddress victim, int requestsPerSecond) implements Attack {
  private static final long MILLI = 1_000_000L;

  @Override
  public String type() {
    return "http-flood";
  }

  @Override
  public void launch(Engagement engagement) {
    Payload request = text("GET / HTTP/1.1\r\nHost: " + victim + "\r\nConnection: close\r\n\r\n");
    String page = "<html>" + "busy ".repeat(120) + "</html>";
    Payload response =
        text("HTTP/1.1 503 Busy\r\nContent-Length: " + page.length() + "\r\n\r\n" + page);
    engagement.repeat(
        1_000 * MILLI / requestsPerSecond,
        30,
        now -> {
          Flow flow = engagement.tcpFromDevice(engagement.far(victim), 80);
          engagement.converse(
              now, flow, List.of(Turn.client(request, MILLI), Turn.server(response, MILLI)));
        });
  }

  private static Payload text(String text) {
    return Payload.of(text.getBytes(StandardCharsets.US_ASCII));
  }
}
