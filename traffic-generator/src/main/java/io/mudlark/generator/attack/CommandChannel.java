package io.mudlark.generator.attack;

import io.mudlark.flow.IpAddress;
import io.mudlark.generator.conversation.TcpConversation;
import io.mudlark.generator.conversation.Turn;
import io.mudlark.generator.packet.Payload;
import io.mudlark.generator.truth.Flow;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A bot's standing connection to its master: four octets of introduction, then two octets each way
 * every minute, as Mirai's published source does on port 23.
 *
 * @param master who commands
 * @param port the master's port
 */
public record CommandChannel(IpAddress master, int port) implements Attack {
  private static final long MILLI = 1_000_000L;
  private static final long MINUTE = 60_000 * MILLI;

  @Override
  public String type() {
    return "command-channel";
  }

  @Override
  public void launch(Engagement engagement) {
    long minutes = (engagement.endNanos() - engagement.startNanos()) / MINUTE;
    engagement.at(
        engagement.startNanos(),
        now -> {
          Flow flow = engagement.tcpFromDevice(engagement.far(master), port);
          Payload hello = Payload.of(new byte[] {0, 0, 0, 1});
          Payload beat = Payload.of(new byte[2]);
          Stream<Turn> beats =
              IntStream.range(0, (int) minutes)
                  .boxed()
                  .flatMap(
                      n ->
                          Stream.of(
                              Turn.client(beat, engagement.chance().around(MINUTE, 2)),
                              Turn.server(beat, MILLI)));
          Stream<Turn> turns = Stream.concat(Stream.of(Turn.client(hello, MILLI)), beats);
          TcpConversation.begin(
              engagement.habitat(), now, flow, turns.iterator(), engagement.chance());
        });
  }
}
