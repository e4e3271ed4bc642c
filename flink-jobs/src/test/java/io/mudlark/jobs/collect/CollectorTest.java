package io.mudlark.jobs.collect;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.flow.IpAddress;
import io.mudlark.ipfix.encode.MessageEncoder;
import io.mudlark.ipfix.registry.ElementRegistry;
import io.mudlark.ipfix.registry.InformationElement;
import io.mudlark.ipfix.template.FieldSpecifier;
import io.mudlark.ipfix.template.Template;
import io.mudlark.ipfix.wire.Protocol;
import io.mudlark.source.datagram.CapturedExports;
import io.mudlark.source.datagram.ExportDatagram;
import io.mudlark.source.datagram.ListenAddress;
import io.mudlark.source.datagram.TcpReceiver;
import io.mudlark.source.datagram.TcpSettings;
import io.mudlark.source.datagram.UdpReceiver;
import io.mudlark.source.datagram.UdpSettings;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class CollectorTest {
  private static final ElementRegistry REGISTRY = ElementRegistry.standard();
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-22T00:00:00Z"), ZoneOffset.UTC);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final ShelfStore shelf = new ShelfStore();

  @Test
  void missions_messages_become_missions_documents() throws Exception {
    for (boolean compat : new boolean[] {true, false}) {
      ShelfStore store = new ShelfStore();
      Collector collector =
          new Collector(List.of(store), StoreLimits.standard(), CollectorRules.standard(compat));
      try (var reader = CapturedExports.open("plant", Mission.capture(), Set.of(2055))) {
        collector.read(reader);
      }
      CollectorAccount account = collector.stop(PATIENCE);
      List<Map<String, Object>> stored = store.flows().stream().map(CollectedFlow::fields).toList();
      assertThat(stored).isEqualTo(Mission.documents());
      for (int i = 0; i < stored.size(); i++) {
        assertThat(stored.get(i).keySet())
            .containsExactlyElementsOf(Mission.documents().get(i).keySet());
      }
      assertThat(account.received().records()).isEqualTo(13);
      assertThat(account.received().hasProblems()).isFalse();
      assertThat(store.isClosed()).isTrue();
    }
  }

  @Test
  void a_message_that_comes_twice_is_stored_once() throws Exception {
    List<ExportDatagram> datagrams = Mission.datagrams();
    StoreQueue queue = new StoreQueue(shelf, StoreLimits.standard()).start();
    MessageIntake intake = new MessageIntake(new FlowDocuments("plant", true), List.of(queue));
    for (ExportDatagram datagram : datagrams) {
      intake.accept(datagram);
      intake.accept(datagram);
    }
    StoreAccount account = queue.finish(PATIENCE);
    assertThat(shelf.flows()).hasSize(13);
    assertThat(account.stored()).isEqualTo(13);
    assertThat(account.present()).isEqualTo(13);
    assertThat(account.closes()).isTrue();
  }

  @Test
  void the_same_record_of_another_exporter_has_another_id() throws Exception {
    ExportDatagram one = Mission.datagrams().get(0);
    StoreQueue queue = new StoreQueue(shelf, StoreLimits.standard()).start();
    MessageIntake intake = new MessageIntake(new FlowDocuments("plant", true), List.of(queue));
    intake.accept(one);
    intake.accept(new ExportDatagram("plant", "udp:192.0.2.99", one.receiveNanos(), one.bytes()));
    queue.finish(PATIENCE);
    assertThat(shelf.flows()).hasSize(2);
  }

  @Test
  void collects_from_several_probes_over_udp() throws Exception {
    UdpReceiver receiver = UdpReceiver.open(UdpSettings.of(local("udp")), CLOCK);
    Collector collector =
        new Collector(List.of(shelf), StoreLimits.standard(), CollectorRules.standard(true));
    collector.listen(receiver);
    try (DatagramSocket one = new DatagramSocket();
        DatagramSocket other = new DatagramSocket()) {
      boolean odd = false;
      for (ExportDatagram datagram : Mission.datagrams()) {
        byte[] bytes = datagram.bytes();
        odd = !odd;
        (odd ? one : other)
            .send(
                new DatagramPacket(
                    bytes, bytes.length, InetAddress.getLoopbackAddress(), port(receiver)));
      }
      await(() -> shelf.flows().size() == 13);
    }
    assertThat(collector.stop(PATIENCE).stores().get(0).stored()).isEqualTo(13);
    assertThat(shelf.flows().stream().map(CollectedFlow::fields).toList())
        .containsExactlyInAnyOrderElementsOf(Mission.documents());
  }

  private static int port(UdpReceiver receiver) {
    return receiver.address().getPort();
  }

  @Test
  void two_tcp_probes_may_use_one_template_number_for_two_things() throws Exception {
    TcpReceiver receiver = TcpReceiver.open(TcpSettings.of(local("tcp"), null), CLOCK);
    Collector collector =
        new Collector(List.of(shelf), StoreLimits.standard(), CollectorRules.standard(false));
    collector.listen(receiver);
    Map<String, Object> first = new LinkedHashMap<>();
    first.put("sourceIPv4Address", IpAddress.parse("192.0.2.1"));
    first.put("octetDeltaCount", 5_000_000_000L);
    Map<String, Object> second = new LinkedHashMap<>();
    second.put("octetDeltaCount", 7L);
    second.put("interfaceName", "eth0");
    try (Socket one = connect(receiver);
        Socket other = connect(receiver)) {
      List<byte[]> ones = messages(first);
      List<byte[]> others = messages(second);
      one.getOutputStream().write(ones.get(0));
      other.getOutputStream().write(others.get(0));
      one.getOutputStream().write(ones.get(1));
      other.getOutputStream().write(others.get(1));
      await(() -> shelf.flows().size() == 2);
    }
    CollectorAccount account = collector.stop(PATIENCE);
    assertThat(account.connections()).isEqualTo(2);
    assertThat(account.received().undecodable()).isZero();
    List<Map<String, Object>> stored = new ArrayList<>();
    for (CollectedFlow flow : shelf.flows()) {
      Map<String, Object> fields = new LinkedHashMap<>(flow.fields());
      assertThat(String.valueOf(fields.remove("exporter"))).startsWith("tcp:127.0.0.1:");
      assertThat(fields.remove("observationDomainId")).isEqualTo(9);
      stored.add(fields);
    }
    assertThat(stored)
        .containsExactlyInAnyOrder(
            Map.of("sourceIPv4Address", "192.0.2.1", "octetDeltaCount", 5_000_000_000L),
            Map.of("octetDeltaCount", 7, "interfaceName", "eth0"));
  }

  @Test
  void sessions_beyond_the_limit_forget_their_templates_and_still_count() throws Exception {
    StoreQueue queue = new StoreQueue(shelf, StoreLimits.standard()).start();
    MessageIntake intake = new MessageIntake(new FlowDocuments("plant", false), List.of(queue));
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("octetDeltaCount", 7L);
    List<byte[]> messages = messages(fields);
    intake.accept(new ExportDatagram("plant", "tcp:first", 0, messages.get(0)));
    for (int i = 0; i < MessageIntake.MAX_SESSIONS; i++) {
      intake.accept(new ExportDatagram("plant", "tcp:" + i, 0, new byte[] {1, 2, 3}));
    }
    intake.accept(new ExportDatagram("plant", "tcp:first", 0, messages.get(1)));
    intake.publish();
    assertThat(intake.account().undecodable()).isEqualTo(1);
    assertThat(intake.account().notExports()).isEqualTo(MessageIntake.MAX_SESSIONS);
    queue.finish(PATIENCE);
  }

  @Test
  void no_datagram_ends_it() throws Exception {
    Random random = new Random(4711);
    List<ExportDatagram> good = Mission.datagrams();
    StoreQueue queue = new StoreQueue(shelf, StoreLimits.standard()).start();
    MessageIntake intake = new MessageIntake(new FlowDocuments("plant", false), List.of(queue));
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = good.get(random.nextInt(13)).bytes().clone();
      for (int flips = random.nextInt(6); flips >= 0; flips--) {
        bytes[random.nextInt(random.nextBoolean() ? 124 : bytes.length)] = (byte) random.nextInt();
      }
      int length = random.nextInt(8) == 0 ? random.nextInt(bytes.length) : bytes.length;
      intake.accept(
          new ExportDatagram("plant", "udp:x", i, java.util.Arrays.copyOf(bytes, length)));
    }
    intake.accept(new ExportDatagram("plant", "udp:x", 0, "abcde".getBytes(US_ASCII)));
    intake.accept(new ExportDatagram("plant", "udp:x", 0, new byte[0]));
    for (ExportDatagram datagram : good) {
      intake.accept(datagram);
    }
    intake.publish();
    StoreAccount account = queue.finish(PATIENCE);
    assertThat(intake.account().failed()).isZero();
    assertThat(account.closes()).isTrue();
    assertThat(account.refused() + account.givenUp()).isZero();
    assertThat(shelf.flows().stream().map(CollectedFlow::fields)).containsAll(Mission.documents());
  }

  @Test
  void missions_rules_leave_out_what_its_collector_has_no_document_for() throws Exception {
    StoreQueue queue = new StoreQueue(shelf, StoreLimits.standard()).start();
    MessageIntake intake = new MessageIntake(new FlowDocuments("plant", true), List.of(queue));
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("octetDeltaCount", 7L);
    for (byte[] message : messages(fields)) {
      intake.accept(new ExportDatagram("plant", "udp:x", 0, message));
    }
    intake.publish();
    queue.finish(PATIENCE);
    assertThat(intake.account().leftOut()).isEqualTo(1);
    assertThat(shelf.flows()).isEmpty();
  }

  @Test
  void an_exchange_in_standard_elements_has_missions_document_and_the_rest_behind_it()
      throws Exception {
    Map<String, Object> fields = exchange(1L);
    Map<String, Object> stored = only(collected(fields, false));
    Map<String, Object> mission = only(collected(fields, true));
    assertThat(mission.keySet()).containsExactlyElementsOf(Mission.documents().get(0).keySet());
    assertThat(mission)
        .containsEntry("sourceIPv4Address", "192.0.2.1")
        .containsEntry("flowStartNanoseconds", List.of(1_763_769_600, 5))
        .containsEntry("flowDurationMicroseconds", 12)
        .containsEntry("mqttTopic", "a/b")
        .containsEntry("mqttQoS", 1)
        .containsEntry("mqttSrcClientId", "Unknown client (probably a broker)")
        .containsEntry("mqttDstClientId", "dev-1")
        .containsEntry("mqttCorrelationData", "NULL");
    Map<String, Object> beginning = new LinkedHashMap<>(stored);
    beginning.keySet().retainAll(mission.keySet());
    assertThat(beginning).isEqualTo(mission);
    assertThat(stored)
        .containsEntry("exchangeEnd", "complete")
        .containsEntry("mqttReasonCode", -1)
        .containsEntry("exporter", "udp:x");
  }

  @Test
  void an_open_exchange_is_stored_but_not_by_missions_rules() throws Exception {
    assertThat(collected(exchange(3L), false).get(0)).containsEntry("exchangeEnd", "idle-timeout");
    assertThat(collected(exchange(3L), true)).isEmpty();
  }

  private static Map<String, Object> exchange(long end) {
    Instant start = Instant.parse("2025-11-22T00:00:00.000000001Z");
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("sourceIPv4Address", IpAddress.parse("192.0.2.1"));
    fields.put("destinationIPv4Address", IpAddress.parse("192.0.2.2"));
    fields.put("protocolIdentifier", 6L);
    fields.put("flowStartNanoseconds", start);
    fields.put("flowEndNanoseconds", start.plusMillis(12));
    fields.put("exchangeEnd", end);
    fields.put("mqttPacketType", 3L);
    fields.put("mqttQualityOfService", 1L);
    fields.put("mqttTopicName", "a/b");
    fields.put("mqttReasonCode", -1L);
    fields.put("mqttDestinationClient", "dev-1");
    return fields;
  }

  private static List<Map<String, Object>> collected(Map<String, Object> fields, boolean compat)
      throws Exception {
    ShelfStore store = new ShelfStore();
    StoreQueue queue = new StoreQueue(store, StoreLimits.standard()).start();
    MessageIntake intake = new MessageIntake(new FlowDocuments("plant", compat), List.of(queue));
    for (byte[] message : messages(fields)) {
      intake.accept(new ExportDatagram("plant", "udp:x", 0, message));
    }
    queue.finish(PATIENCE);
    return store.flows().stream().map(CollectedFlow::fields).toList();
  }

  private static Map<String, Object> only(List<Map<String, Object>> documents) {
    assertThat(documents).hasSize(1);
    return documents.get(0);
  }

  /** A message with the template, and one with the record. */
  static List<byte[]> messages(Map<String, Object> elements) {
    List<FieldSpecifier> fields = new ArrayList<>();
    for (String name : elements.keySet()) {
      InformationElement element = REGISTRY.named(name);
      int length = element.type().length();
      fields.add(
          new FieldSpecifier(element.enterprise(), element.id(), length == 0 ? 65535 : length));
    }
    Template template = Template.ofFlows(256, fields);
    List<byte[]> messages = new ArrayList<>();
    MessageEncoder encoder = new MessageEncoder(Protocol.IPFIX, 9, 60_000, REGISTRY, messages::add);
    encoder.template(template);
    encoder.flush();
    encoder.record(template, new ArrayList<>(elements.values()));
    encoder.flush();
    return messages;
  }

  private static ListenAddress local(String transport) {
    return ListenAddress.parse(transport + "://127.0.0.1:0");
  }

  private static Socket connect(TcpReceiver receiver) throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), receiver.address().getPort());
  }

  static void await(BooleanSupplier condition) throws InterruptedException {
    for (int i = 0; i < 2_000 && !condition.getAsBoolean(); i++) {
      Thread.sleep(10);
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }
}
