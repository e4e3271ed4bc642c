package io.mudlark.probe.tcp;

import static io.mudlark.probe.testing.Mqtt.publish;
import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.flow.TcpFlags;
import io.mudlark.flow.application.MqttFacet;
import io.mudlark.probe.testing.Conversation;
import io.mudlark.probe.testing.Exchanged;
import io.mudlark.probe.testing.FuzzTime;
import io.mudlark.probe.testing.Mqtt;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** However a stream is cut, repeated and shuffled on its way, its octets are the same. */
class TcpReassemblyProperties {
  /** Where a piece of the stream begins and ends. */
  private record Piece(int from, int to) {}

  @Property(tries = 300)
  void any_way_to_send_a_stream_gives_the_same_exchanges(@ForAll long seed) {
    Random random = new Random(seed);
    List<byte[]> messages = new ArrayList<>();
    List<String> topics = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      topics.add("topic/" + i);
      messages.add(publish(0, 0, "topic/" + i, "x".repeat(random.nextInt(200))));
    }
    byte[] stream = Mqtt.join(messages.toArray(byte[][]::new));
    Exchanged point = Exchanged.mqtt();
    Conversation talk = new Conversation(point, 0, 40_000).open();
    int start = talk.clientNext();
    for (Piece piece : pieces(stream.length, random)) {
      byte[] octets = Arrays.copyOfRange(stream, piece.from, piece.to);
      talk.show(true, TcpFlags.ACK, start + piece.from, octets);
    }
    assertThat(point.facets()).extracting(MqttFacet::topic).containsExactlyElementsOf(topics);
    assertThat(point.meter().budget().taken()).isZero();
  }

  /** Cut anywhere, some sent again with other edges, near neighbours swapped. */
  private static List<Piece> pieces(int length, Random random) {
    List<Piece> pieces = new ArrayList<>();
    int at = 0;
    while (at < length) {
      int to = Math.min(length, at + 1 + random.nextInt(150));
      pieces.add(new Piece(at, to));
      if (random.nextInt(4) == 0) {
        int from = Math.max(0, at - random.nextInt(60));
        pieces.add(new Piece(from, Math.min(length, to + random.nextInt(30))));
      }
      at = to;
    }
    for (int i = 1; i < pieces.size(); i++) {
      int other = Math.max(0, i - random.nextInt(6));
      Piece moved = pieces.get(i);
      pieces.set(i, pieces.get(other));
      pieces.set(other, moved);
    }
    return pieces;
  }

  @Example
  void random_segments_neither_escape_nor_stay_behind() {
    FuzzTime.run(
        3,
        random -> {
          Exchanged point = Exchanged.mqtt();
          Conversation talk = new Conversation(point, 0, 40_000);
          for (int i = random.nextInt(30); i >= 0; i--) {
            byte[] octets = new byte[random.nextInt(4) == 0 ? 0 : random.nextInt(40)];
            random.nextBytes(octets);
            int near = random.nextInt(10) == 0 ? random.nextInt() : 1_000 + random.nextInt(100);
            talk.show(random.nextBoolean(), random.nextInt(64), near, octets);
          }
          point.flush();
          assertThat(point.meter().budget().taken()).isZero();
          assertThat(point.meter().table().size()).isZero();
        });
  }
}
