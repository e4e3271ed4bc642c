package io.mudlark.probe.opcua;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.flow.application.ExchangeEnd;
import io.mudlark.flow.application.OpcUaFacet;
import io.mudlark.probe.exchange.ExchangeConfig;
import io.mudlark.probe.testing.Exchanged;
import io.mudlark.probe.testing.PacketBuilder;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UaConnectionTest {
  private static final int READ = 631;
  private static final int READ_ANSWER = 634;
  private static final int FAULT = 397;

  private final Exchanged point =
      Exchanged.with(
          ExchangeConfig.DEFAULT,
          m -> m.add(new OpcUaProtocol(m.table(), m.budget(), Set.of(OpcUaProtocol.PORT))));
  private final int[] sequence = {1, 1};
  private final int[] messages = {1, 1};
  private long clock = TimeUnit.SECONDS.toNanos(1_700_000_000);

  @BeforeEach
  void the_connection_is_opened() {
    segment(true, 2);
    segment(false, 18);
  }

  private void segment(boolean client, int flags, byte... payload) {
    clock += 1_000_000;
    int own = client ? 0 : 1;
    point.frame(
        clock,
        PacketBuilder.packet()
            .from(client ? "10.0.0.1" : "10.0.0.2")
            .to(client ? "10.0.0.2" : "10.0.0.1")
            .tcp(client ? 4000 : 4840, client ? 4840 : 4000, flags, sequence[own], payload)
            .frame());
    sequence[own] += payload.length + ((flags & 3) != 0 ? 1 : 0);
  }

  private void sends(boolean client, byte... payload) {
    segment(client, 24, payload);
  }

  private static byte[] chunk(String type, byte[]... parts) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      body.writeBytes(part);
    }
    ByteBuffer chunk = ByteBuffer.allocate(8 + body.size()).order(ByteOrder.LITTLE_ENDIAN);
    return chunk
        .put(type.getBytes(StandardCharsets.US_ASCII))
        .putInt(8 + body.size())
        .put(body.toByteArray())
        .array();
  }

  private static byte[] words(long... values) {
    ByteBuffer octets = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (long value : values) {
      octets.putInt((int) value);
    }
    return octets.array();
  }

  /** Channel 9, token 1, and the next sequence number. */
  private byte[] headers(boolean client, int requestId) {
    return words(9, 1, messages[client ? 0 : 1]++, requestId);
  }

  private static byte[] type(int id) {
    return new byte[] {1, 0, (byte) id, (byte) (id >>> 8)};
  }

  private static byte[] request(int id) {
    byte[] header = new byte[2 + 8 + 4 + 4 + 4 + 4 + 3];
    ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN).putInt(18, -1);
    byte[] typed = new byte[4 + header.length];
    System.arraycopy(type(id), 0, typed, 0, 4);
    System.arraycopy(header, 0, typed, 4, header.length);
    return typed;
  }

  private static byte[] answer(int id, long status) {
    ByteBuffer octets = ByteBuffer.allocate(20).order(ByteOrder.LITTLE_ENDIAN);
    return octets.put(type(id)).putLong(0).putInt(7).putInt((int) status).array();
  }

  /** The list of nodes of a Read: numeric ones of namespace 0. */
  private static byte[] readNodes(int count) {
    ByteBuffer octets = ByteBuffer.allocate(16 + count * 16).order(ByteOrder.LITTLE_ENDIAN);
    octets.putLong(0).putInt(0).putInt(count);
    for (int i = 0; i < count; i++) {
      octets.put((byte) 0).put((byte) i).putInt(13).putInt(-1).putShort((short) 0).putInt(-1);
    }
    return Arrays.copyOf(octets.array(), octets.position());
  }

  private List<OpcUaFacet> facets() {
    return point.flows().stream().map(flow -> (OpcUaFacet) flow.application()).toList();
  }

  private OpcUaFacet only() {
    assertThat(facets()).hasSize(1);
    return facets().get(0);
  }

  @Test
  void a_read_is_matched_with_its_answer() {
    sends(true, chunk("MSGF", headers(true, 5), request(READ), readNodes(2)));
    sends(false, chunk("MSGF", headers(false, 5), answer(READ_ANSWER, 0)));
    assertThat(only().service()).isEqualTo("Read");
    assertThat(only().requestId()).isEqualTo(5);
    assertThat(only().secureChannelId()).isEqualTo(9);
    assertThat(only().statusCode()).isZero();
    assertThat(only().nodeIds()).containsExactly("i=0", "i=1");
    assertThat(only().exchange().end()).isEqualTo(ExchangeEnd.COMPLETE);
    assertThat(only().exchange().roundTripNanos()).isEqualTo(1_000_000);
  }

  @Test
  void a_request_in_many_chunks_and_segments_is_read_as_one() {
    byte[] body = new byte[0];
    for (byte[] part : List.of(request(READ), readNodes(12))) {
      body = ByteBuffer.allocate(body.length + part.length).put(body).put(part).array();
    }
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    for (int at = 0; at < body.length; at += 50) {
      byte[] part = Arrays.copyOfRange(body, at, Math.min(body.length, at + 50));
      stream.writeBytes(chunk(at + 50 < body.length ? "MSGC" : "MSGF", headers(true, 5), part));
    }
    for (byte octet : stream.toByteArray()) {
      sends(true, octet);
    }
    sends(false, chunk("MSGF", headers(false, 5), answer(READ_ANSWER, 0)));
    assertThat(only().nodeIds()).hasSize(12);
    assertThat(point.notes()).doesNotContainKey("opcua-sequence-gaps");
  }

  @Test
  void node_ids_beyond_the_limit_are_left_out() {
    sends(true, chunk("MSGF", headers(true, 5), request(READ), readNodes(40)));
    sends(false, chunk("MSGF", headers(false, 5), answer(READ_ANSWER, 0)));
    assertThat(only().nodeIds()).hasSize(NodeReferences.LIMIT);
  }

  @Test
  void a_service_fault_is_a_refusal() {
    sends(true, chunk("MSGF", headers(true, 5), request(READ), readNodes(1)));
    sends(false, chunk("MSGF", headers(false, 5), answer(FAULT, 0x80250000L)));
    assertThat(only().exchange().end()).isEqualTo(ExchangeEnd.REFUSED);
    assertThat(only().statusCode()).isEqualTo(0x80250000L);
    assertThat(only().service()).isEqualTo("Read");
  }

  @Test
  void an_error_message_refuses_the_hello_and_closes_the_rest() {
    sends(true, chunk("HELF", words(0, 65_535, 65_535, 0, 0, -1)));
    sends(false, chunk("ERRF", words(0x80830000L, -1)));
    assertThat(only().messageType()).isEqualTo("HEL");
    assertThat(only().exchange().end()).isEqualTo(ExchangeEnd.REFUSED);
    assertThat(only().statusCode()).isEqualTo(0x80830000L);
  }

  @Test
  void encrypted_messages_are_matched_by_order_and_say_nothing_else() {
    byte[] secret = new byte[64];
    Arrays.fill(secret, (byte) 0xA7);
    sends(true, chunk("MSGF", words(9, 1), secret));
    sends(true, chunk("MSGF", words(9, 1), secret));
    sends(false, chunk("MSGF", words(9, 1), secret));
    assertThat(only().service()).isEmpty();
    assertThat(only().requestId()).isZero();
    assertThat(only().statusCode()).isEqualTo(-1);
    assertThat(only().exchange().end()).isEqualTo(ExchangeEnd.COMPLETE);
    point.flush();
    assertThat(facets().get(1).exchange().end()).isEqualTo(ExchangeEnd.OBSERVATION_END);
    assertThat(point.notes()).containsEntry("opcua-messages-unreadable", 3L);
  }

  @Test
  void requests_that_nobody_answers_are_bounded_and_told() {
    for (int i = 0; i < UaConnection.MAX_OPEN + 10; i++) {
      sends(true, chunk("MSGF", headers(true, i), request(READ)));
    }
    assertThat(point.flows()).hasSize(10);
    assertThat(only10()).containsOnly(ExchangeEnd.LACK_OF_RESOURCES);
    assertThat(point.notes()).containsEntry("opcua-requests-too-many", 10L);
    segment(true, 4);
    assertThat(point.flows()).hasSize(UaConnection.MAX_OPEN + 10);
  }

  private List<ExchangeEnd> only10() {
    return facets().stream().map(facet -> facet.exchange().end()).toList();
  }

  @Test
  void a_sequence_number_that_does_not_follow_is_counted() {
    sends(true, chunk("MSGF", headers(true, 5), request(READ)));
    messages[0] += 3;
    sends(true, chunk("MSGF", headers(true, 6), request(READ)));
    assertThat(point.notes()).containsEntry("opcua-sequence-gaps", 1L);
  }

  @Test
  void an_aborted_message_is_counted_and_forgotten() {
    sends(true, chunk("MSGC", headers(true, 5), request(READ)));
    sends(true, chunk("MSGA", headers(true, 5), words(0, -1)));
    assertThat(point.notes()).containsEntry("opcua-messages-aborted", 1L);
    assertThat(point.meter().table().size()).isZero();
  }

  @Test
  void closing_a_channel_is_an_exchange_without_an_answer() {
    sends(true, chunk("CLOF", headers(true, 5), request(452)));
    assertThat(only().messageType()).isEqualTo("CLO");
    assertThat(only().service()).isEqualTo("CloseSecureChannel");
  }
}
