package io.mudlark.probe.coap;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.flow.FlowRecord;
import io.mudlark.flow.application.CoapFacet;
import io.mudlark.flow.application.ExchangeEnd;
import io.mudlark.flow.application.ExchangeFacts;
import io.mudlark.probe.exchange.ExchangeConfig;
import io.mudlark.probe.tcp.TcpLimits;
import io.mudlark.probe.testing.Exchanged;
import io.mudlark.probe.testing.PacketBuilder;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CoapExchangesTest {
  private static final String CLIENT = "10.0.0.1";
  private static final String SERVER = "10.0.0.2";
  private static final long SECOND = 1_000_000_000L;
  private static final int CON = 0;
  private static final int NON = 1;
  private static final int ACK = 2;
  private static final int RST = 3;
  private static final int GET = 1;
  private static final int PUT = 3;
  private static final int CONTENT = 0x45;

  private Exchanged point = over(ExchangeConfig.DEFAULT);
  private long clock = 1_700_000_000L * SECOND;

  private static Exchanged over(ExchangeConfig config) {
    return Exchanged.with(
        config, m -> m.add(new CoapProtocol(m.table(), Set.of(CoapProtocol.PORT))));
  }

  private void asks(Coap message) {
    send(CLIENT, 40_000, SERVER, CoapProtocol.PORT, message);
  }

  private void answers(Coap message) {
    send(SERVER, CoapProtocol.PORT, CLIENT, 40_000, message);
  }

  private void send(String from, int fromPort, String to, int toPort, Coap message) {
    clock += SECOND / 1000;
    point.frame(
        clock,
        PacketBuilder.packet()
            .from(from)
            .to(to)
            .udpPorts(fromPort, toPort, message.build())
            .frame());
  }

  private List<CoapFacet> facets() {
    return point.flows().stream().map(flow -> (CoapFacet) flow.application()).toList();
  }

  private CoapFacet only() {
    assertThat(point.flows()).hasSize(1);
    return facets().get(0);
  }

  /** RFC 7252 5.3.1: a token may be empty when the client has no other request to the server. */
  @Test
  void a_ping_does_not_take_the_answer_of_a_request_without_token() {
    asks(Coap.message(CON, GET, 1, "").path("t"));
    answers(Coap.message(ACK, 0, 1, ""));
    asks(Coap.message(CON, 0, 2, ""));
    answers(Coap.message(RST, 0, 2, ""));
    answers(Coap.message(CON, CONTENT, 9, "").payload("21"));
    assertThat(facets()).extracting(CoapFacet::response).containsExactly(0, CONTENT);
    assertThat(facets())
        .extracting(facet -> facet.exchange().end())
        .containsOnly(ExchangeEnd.COMPLETE);
  }

  @Test
  void a_piggybacked_response_completes_a_request() {
    asks(Coap.message(CON, GET, 7, "aa").path("sensors", "t").query("u=c"));
    answers(Coap.message(ACK, CONTENT, 7, "aa").payload("21.5"));
    assertThat(only())
        .isEqualTo(
            new CoapFacet(
                new ExchangeFacts(ExchangeEnd.COMPLETE, false, false, SECOND / 1000),
                CON,
                GET,
                CONTENT,
                7,
                "aa",
                "/sensors/t?u=c",
                4,
                0,
                0));
    FlowRecord flow = point.flows().get(0);
    assertThat(flow.key().destinationPort()).isEqualTo(CoapProtocol.PORT);
    assertThat(flow.forward().packets()).isEqualTo(1);
    assertThat(flow.reverse().packets()).isEqualTo(1);
  }

  @Test
  void a_separate_response_is_matched_by_its_token() {
    asks(Coap.message(CON, GET, 7, "aa").path("slow"));
    answers(Coap.message(ACK, 0, 7, ""));
    asks(Coap.message(CON, GET, 8, "bb").path("fast"));
    answers(Coap.message(ACK, CONTENT, 8, "bb"));
    answers(Coap.message(CON, CONTENT, 900, "aa"));
    asks(Coap.message(ACK, 0, 900, ""));
    assertThat(facets()).extracting(CoapFacet::path).containsExactly("/fast", "/slow");
    assertThat(facets()).extracting(f -> f.exchange().end()).containsOnly(ExchangeEnd.COMPLETE);
  }

  @Test
  void a_non_confirmable_request_is_answered_with_another_message_id() {
    asks(Coap.message(NON, GET, 7, "aa"));
    answers(Coap.message(NON, CONTENT, 55, "aa"));
    assertThat(only().type()).isEqualTo(NON);
    assertThat(only().exchange().end()).isEqualTo(ExchangeEnd.COMPLETE);
  }

  @Test
  void an_error_code_is_a_refusal() {
    asks(Coap.message(CON, GET, 7, "aa").path("nowhere"));
    answers(Coap.message(ACK, 0x84, 7, "aa"));
    assertThat(only().exchange().end()).isEqualTo(ExchangeEnd.REFUSED);
    assertThat(only().response()).isEqualTo(0x84);
  }

  @Test
  void a_reset_is_a_refusal_without_a_code() {
    asks(Coap.message(CON, GET, 7, "aa"));
    answers(Coap.message(RST, 0, 7, ""));
    assertThat(only().exchange().end()).isEqualTo(ExchangeEnd.REFUSED);
    assertThat(only().response()).isZero();
  }

  @Test
  void a_request_that_is_sent_again_opens_nothing_new() {
    asks(Coap.message(CON, GET, 7, "aa"));
    asks(Coap.message(CON, GET, 7, "aa"));
    answers(Coap.message(ACK, CONTENT, 7, "aa"));
    answers(Coap.message(ACK, CONTENT, 7, "aa"));
    assertThat(only().exchange().end()).isEqualTo(ExchangeEnd.COMPLETE);
    assertThat(point.flows().get(0).forward().packets()).isEqualTo(2);
    assertThat(point.notes()).containsEntry("coap-duplicates", 2L);
  }

  @Test
  void a_message_id_means_another_message_once_its_lifetime_is_over() {
    asks(Coap.message(CON, GET, 7, "aa"));
    answers(Coap.message(ACK, CONTENT, 7, "aa"));
    clock += MessageMemory.LIFETIME_NANOS + SECOND;
    asks(Coap.message(CON, GET, 7, "aa"));
    answers(Coap.message(ACK, CONTENT, 7, "aa"));
    assertThat(point.flows()).hasSize(2);
  }

  @Test
  void tokens_without_octets_are_told_apart_by_message_id() {
    asks(Coap.message(CON, GET, 7, "").path("one"));
    answers(Coap.message(ACK, CONTENT, 7, ""));
    asks(Coap.message(CON, GET, 8, "").path("two"));
    answers(Coap.message(ACK, CONTENT, 8, ""));
    assertThat(facets()).extracting(CoapFacet::path).containsExactly("/one", "/two");
  }

  @Test
  void everybody_may_answer_a_multicast_request() {
    send(CLIENT, 40_000, "224.0.1.187", 5683, Coap.message(NON, GET, 7, "aa").path("core"));
    answers(Coap.message(NON, CONTENT, 1, "aa"));
    send("10.0.0.3", 5683, CLIENT, 40_000, Coap.message(NON, CONTENT, 1, "aa"));
    send("10.0.0.4", 5683, CLIENT, 40_000, Coap.message(NON, CONTENT, 1, "aa"));
    assertThat(point.flows()).isEmpty();
    point.meter().advanceTo(clock + 61 * SECOND);
    assertThat(only().exchange().end()).isEqualTo(ExchangeEnd.COMPLETE);
    assertThat(only().notifications()).isEqualTo(2);
    assertThat(point.flows().get(0).reverse().packets()).isEqualTo(3);
  }

  @Test
  void an_observation_stays_open_until_the_client_rejects_a_notification() {
    observe();
    answers(Coap.message(CON, CONTENT, 901, "aa").observe(2).payload("22"));
    asks(Coap.message(ACK, 0, 901, ""));
    answers(Coap.message(CON, CONTENT, 902, "aa").observe(3).payload("23"));
    assertThat(point.flows()).isEmpty();
    asks(Coap.message(RST, 0, 902, ""));
    assertThat(only().exchange().end()).isEqualTo(ExchangeEnd.COMPLETE);
    assertThat(only().notifications()).isEqualTo(2);
    assertThat(only().payloadOctets()).isEqualTo(6);
  }

  @Test
  void an_observation_ends_with_a_request_that_cancels_it() {
    observe();
    answers(Coap.message(NON, CONTENT, 901, "aa").observe(2));
    asks(Coap.message(CON, GET, 8, "aa").observe(1).path("t"));
    answers(Coap.message(ACK, CONTENT, 8, "aa"));
    assertThat(facets()).extracting(CoapFacet::notifications).containsExactly(1, 0);
    assertThat(facets()).extracting(f -> f.exchange().end()).containsOnly(ExchangeEnd.COMPLETE);
  }

  @Test
  void an_observation_ends_with_an_error_notification() {
    observe();
    answers(Coap.message(CON, 0x84, 901, "aa"));
    assertThat(only().exchange().end()).isEqualTo(ExchangeEnd.REFUSED);
  }

  @Test
  void an_observation_that_timed_out_goes_on_in_another_record() {
    observe();
    point.meter().advanceTo(clock + 61 * SECOND);
    assertThat(only().exchange().end()).isEqualTo(ExchangeEnd.IDLE_TIMEOUT);
    clock += 100 * SECOND;
    answers(Coap.message(NON, CONTENT, 901, "aa").observe(9));
    answers(Coap.message(NON, CONTENT, 902, "aa").observe(10));
    asks(Coap.message(CON, GET, 8, "aa").observe(1).path("t"));
    CoapFacet second = facets().get(1);
    assertThat(second.notifications()).isEqualTo(2);
    assertThat(second.exchange().midStream()).isTrue();
    assertThat(second.path()).isEqualTo("/t");
    assertThat(point.flows().get(1).forward().packets()).isZero();
  }

  private void observe() {
    asks(Coap.message(CON, GET, 7, "aa").observe(0).path("t"));
    answers(Coap.message(ACK, CONTENT, 7, "aa").observe(1).payload("21"));
  }

  @Test
  void the_blocks_of_a_response_are_one_exchange() {
    asks(Coap.message(CON, GET, 1, "a1").path("big"));
    answers(Coap.message(ACK, CONTENT, 1, "a1").block2(0, true, 0).payload("0123456789abcdef"));
    asks(Coap.message(CON, GET, 2, "a2").path("big").block2(1, false, 0));
    answers(Coap.message(ACK, CONTENT, 2, "a2").block2(1, true, 0).payload("0123456789abcdef"));
    asks(Coap.message(CON, GET, 3, "a3").path("big").block2(2, false, 0));
    answers(Coap.message(ACK, CONTENT, 3, "a3").block2(2, false, 0).payload("01"));
    assertThat(only().payloadOctets()).isEqualTo(34);
    assertThat(only().blocks()).isEqualTo(5);
    assertThat(only().token()).isEqualTo("a1");
    assertThat(point.flows().get(0).forward().packets()).isEqualTo(3);
  }

  @Test
  void the_blocks_of_a_request_are_one_exchange() {
    asks(
        Coap.message(CON, PUT, 1, "a1").path("big").block1(0, true, 0).payload("0123456789abcdef"));
    answers(Coap.message(ACK, CoapMessage.CONTINUE, 1, "a1").block1(0, true, 0));
    asks(Coap.message(CON, PUT, 2, "a2").path("big").block1(1, false, 0).payload("01"));
    answers(Coap.message(ACK, 0x44, 2, "a2").block1(1, false, 0));
    assertThat(only().response()).isEqualTo(0x44);
    assertThat(only().payloadOctets()).isEqualTo(18);
    assertThat(only().exchange().end()).isEqualTo(ExchangeEnd.COMPLETE);
  }

  @Test
  void a_ping_is_an_exchange_without_a_method() {
    asks(Coap.message(CON, 0, 7, ""));
    answers(Coap.message(RST, 0, 7, ""));
    assertThat(only().method()).isZero();
    assertThat(only().exchange().end()).isEqualTo(ExchangeEnd.COMPLETE);
  }

  @Test
  void a_request_without_an_answer_is_told_after_the_idle_timeout() {
    asks(Coap.message(CON, GET, 7, "aa").path("gone"));
    point.meter().advanceTo(clock + 61 * SECOND);
    assertThat(only().exchange().end()).isEqualTo(ExchangeEnd.IDLE_TIMEOUT);
    assertThat(only().exchange().roundTripNanos()).isEqualTo(ExchangeFacts.UNKNOWN);
  }

  @Test
  void another_request_with_the_same_token_replaces_the_first() {
    asks(Coap.message(CON, GET, 7, "aa").path("one"));
    asks(Coap.message(CON, GET, 8, "aa").path("two"));
    assertThat(only().exchange().end()).isEqualTo(ExchangeEnd.REPLACED);
    assertThat(only().path()).isEqualTo("/one");
  }

  @Test
  void a_response_without_a_request_is_counted() {
    answers(Coap.message(NON, CONTENT, 7, "aa"));
    assertThat(point.flows()).isEmpty();
    assertThat(point.notes()).containsEntry("coap-responses-unmatched", 1L);
  }

  @Test
  void a_flood_of_requests_is_bounded_and_all_of_it_told() {
    Duration minute = Duration.ofMinutes(1);
    point = over(new ExchangeConfig(minute, minute, 100, false, TcpLimits.DEFAULT));
    for (int i = 0; i < 5_000; i++) {
      asks(Coap.message(NON, GET, i, String.format("%04x", i)));
      assertThat(point.meter().table().size()).isLessThanOrEqualTo(100);
    }
    point.flush();
    assertThat(point.flows()).hasSize(5_000);
    assertThat(point.meter().ended(ExchangeEnd.LACK_OF_RESOURCES)).isEqualTo(4_900);
  }

  @Test
  void coap_over_tcp_is_matched_like_datagrams() {
    point =
        Exchanged.with(
            ExchangeConfig.DEFAULT,
            m -> m.add(new CoapStreamProtocol(m.table(), m.budget(), Set.of(5683))));
    byte[] settings = HexFormat.of().parseHex("00e1");
    byte[] request = HexFormat.of().parseHex("5101aab474656d70");
    byte[] response = HexFormat.of().parseHex("3145aaff3231");
    int[] sequence = {1, 1};
    tcp(true, 2, sequence);
    tcp(false, 18, sequence);
    tcp(true, 24, sequence, settings);
    tcp(false, 24, sequence, settings);
    tcp(true, 24, sequence, request);
    tcp(false, 24, sequence, response);
    assertThat(only().path()).isEqualTo("/temp");
    assertThat(only().response()).isEqualTo(CONTENT);
    assertThat(only().exchange().end()).isEqualTo(ExchangeEnd.COMPLETE);
    tcp(true, 24, sequence, request);
    tcp(true, 4, sequence);
    assertThat(facets().get(1).exchange().end()).isEqualTo(ExchangeEnd.CONNECTION_CLOSED);
  }

  private void tcp(boolean client, int flags, int[] sequence, byte... payload) {
    clock += SECOND / 1000;
    int own = client ? 0 : 1;
    PacketBuilder packet =
        PacketBuilder.packet()
            .from(client ? CLIENT : SERVER)
            .to(client ? SERVER : CLIENT)
            .tcp(client ? 40_000 : 5683, client ? 5683 : 40_000, flags, sequence[own], payload);
    sequence[own] += payload.length + ((flags & 3) != 0 ? 1 : 0);
    point.frame(clock, packet.frame());
  }
}
