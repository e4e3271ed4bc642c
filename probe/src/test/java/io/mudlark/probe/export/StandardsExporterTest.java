package io.mudlark.probe.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.flow.Counters;
import io.mudlark.flow.EndReason;
import io.mudlark.flow.FlowId;
import io.mudlark.flow.FlowKey;
import io.mudlark.flow.FlowRecord;
import io.mudlark.flow.Initiation;
import io.mudlark.flow.IpAddress;
import io.mudlark.flow.application.ApplicationFacet;
import io.mudlark.flow.application.CoapFacet;
import io.mudlark.flow.application.ExchangeEnd;
import io.mudlark.flow.application.ExchangeFacts;
import io.mudlark.flow.application.MqttControl;
import io.mudlark.flow.application.MqttFacet;
import io.mudlark.flow.application.OpcUaFacet;
import io.mudlark.flow.application.TlsFacet;
import io.mudlark.ipfix.decode.DecodeSettings;
import io.mudlark.ipfix.decode.MessageDecoder;
import io.mudlark.ipfix.decode.RecordSink;
import io.mudlark.ipfix.record.DecodedFlow;
import io.mudlark.ipfix.record.FlowAssembler;
import io.mudlark.ipfix.record.RecordView;
import io.mudlark.probe.testing.SharedData;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandardsExporterTest {
  private static final long NOW = 1_700_000_000_123_456_789L;
  private static final ExchangeFacts FACTS =
      new ExchangeFacts(ExchangeEnd.COMPLETE, false, false, 1_234_567);

  private static FlowRecord flow(String source, String destination, ApplicationFacet facet) {
    FlowKey key =
        new FlowKey(
            FlowKey.NO_VLAN, IpAddress.parse(source), IpAddress.parse(destination), 6, 4000, 1883);
    FlowRecord plain =
        new FlowRecord(
            FlowId.of("lab", key, NOW, 0),
            "lab",
            key,
            null,
            null,
            NOW,
            NOW + 5_000_001,
            new Counters(1, 20, 0, NOW, NOW),
            new Counters(1, 4, 0, NOW + 5_000_001, NOW + 5_000_001),
            Initiation.SYN,
            EndReason.END_DETECTED);
    return facet == null ? plain : plain.with(facet);
  }

  private static MqttFacet mqtt(String topic) {
    MqttControl control = new MqttControl(5, 3, 2, 77, true, true, 16);
    return new MqttFacet(FACTS, control, topic, "0xff00", 1_000, "sensor-ü", "");
  }

  private static List<ApplicationFacet> facets() {
    return List.of(
        mqtt("a/b"),
        new CoapFacet(FACTS, 1, 2, 0x84, 65_535, "c0ffee", "/a?b=c", 12, 3, 4),
        new OpcUaFacet(
            new ExchangeFacts(ExchangeEnd.REFUSED, false, true, -1),
            "MSG",
            4_294_967_295L,
            9,
            "Read",
            0x80250000L,
            "None",
            List.of("i=85", "ns=2;s=a b")),
        new TlsFacet(0x0304, "broker.example", "mqtt"));
  }

  /** Takes messages, as a collector does. */
  private static final class Collector implements ExportTarget, RecordSink {
    final List<byte[]> messages = new ArrayList<>();
    final List<FlowRecord> flows = new ArrayList<>();
    final List<Map<String, Object>> options = new ArrayList<>();
    final List<String> problems = new ArrayList<>();
    private final MessageDecoder decoder = new MessageDecoder(DecodeSettings.standard());
    private final FlowAssembler assembler = new FlowAssembler("lab");
    final boolean datagram;
    int session = 1;
    boolean broken;

    Collector(boolean datagram) {
      this.datagram = datagram;
    }

    @Override
    public void send(byte[] message) {
      if (broken) {
        return;
      }
      messages.add(message);
      decoder.accept("udp:192.0.2.1", NOW, message, this);
    }

    @Override
    public void record(RecordView record) {
      DecodedFlow decoded = assembler.assemble(record);
      assertThat(decoded).isNotNull();
      flows.add(decoded.flow());
    }

    @Override
    public void options(RecordView record) {
      options.add(record.toMap());
    }

    @Override
    public void problem(String line) {
      problems.add(line);
    }

    @Override
    public boolean isOpen() {
      return !broken;
    }

    @Override
    public int session() {
      session += broken ? 1 : 0;
      broken = false;
      return session;
    }

    @Override
    public boolean isDatagram() {
      return datagram;
    }

    @Override
    public long sent() {
      return messages.size();
    }

    @Override
    public long lost() {
      return 0;
    }

    @Override
    public void close() {}
  }

  private final Collector collector = new Collector(true);
  private final StandardsExporter exporter =
      new StandardsExporter(StandardsSettings.of(collector), collector);

  @Test
  void every_kind_of_exchange_comes_back_as_it_was() {
    List<FlowRecord> sent = new ArrayList<>();
    for (ApplicationFacet facet : facets()) {
      sent.add(flow("192.0.2.7", "192.0.2.8", facet));
      sent.add(flow("2001:db8::7", "2001:db8::8", facet));
    }
    sent.add(flow("192.0.2.7", "192.0.2.8", null));
    sent.forEach(flow -> exporter.export(flow, NOW));
    exporter.flush(NOW);
    assertThat(collector.problems).isEmpty();
    assertThat(collector.flows).extracting(FlowRecord::application).isEqualTo(applications(sent));
    for (int i = 0; i < sent.size(); i++) {
      FlowRecord there = collector.flows.get(i);
      assertThat(there.key()).isEqualTo(sent.get(i).key());
      assertThat(there.startNanos()).isEqualTo(sent.get(i).startNanos());
      assertThat(there.endNanos()).isEqualTo(sent.get(i).endNanos());
      // the time of the last packet of one direction has no element
      assertThat(there.forward().octets()).isEqualTo(sent.get(i).forward().octets());
      assertThat(there.forward().packets()).isEqualTo(sent.get(i).forward().packets());
      assertThat(there.reverse()).isEqualTo(sent.get(i).reverse());
      assertThat(there.endReason()).isEqualTo(sent.get(i).endReason());
    }
  }

  private static List<ApplicationFacet> applications(List<FlowRecord> flows) {
    List<ApplicationFacet> all = new ArrayList<>();
    flows.forEach(flow -> all.add(flow.application()));
    return all;
  }

  @Test
  void sequence_numbers_count_the_records_before_a_message() {
    for (int i = 0; i < 100; i++) {
      exporter.export(flow("192.0.2.7", "192.0.2.8", mqtt("t/" + i)), NOW);
    }
    exporter.flush(NOW);
    long records = 0;
    assertThat(collector.messages).hasSizeGreaterThan(3);
    for (byte[] message : collector.messages) {
      ByteBuffer buffer = ByteBuffer.wrap(message);
      assertThat(buffer.getShort(0)).isEqualTo((short) 10);
      assertThat((int) buffer.getShort(2)).isEqualTo(message.length);
      assertThat(message.length).isLessThanOrEqualTo(StandardsSettings.DATAGRAM);
      if (records == 0) {
        assertThat(buffer.getInt(8)).isZero();
      }
      records++;
    }
    byte[] last = collector.messages.get(collector.messages.size() - 1);
    // 100 flows and the descriptions of the elements, less those in the last message
    assertThat(ByteBuffer.wrap(last).getInt(8)).isBetween(90, 133);
    assertThat(collector.flows).hasSize(100);
    assertThat(collector.problems).isEmpty();
  }

  @Test
  void elements_are_described_so_that_any_collector_knows_their_names() {
    exporter.export(flow("192.0.2.7", "192.0.2.8", mqtt("t")), NOW);
    exporter.flush(NOW);
    assertThat(collector.options).hasSize(34);
    assertThat(collector.options)
        .contains(
            Map.of(
                "privateEnterpriseNumber",
                32_473L,
                "informationElementId",
                3L,
                "informationElementDataType",
                8L,
                "informationElementSemantics",
                1L,
                "informationElementUnits",
                8L,
                "informationElementName",
                "exchangeRoundTripNanoseconds"));
  }

  @Test
  void under_another_enterprise_number_the_collector_learns_the_elements() {
    StandardsSettings other =
        new StandardsSettings(2, 64_999, 1_400, Duration.ofMillis(5), Duration.ofMinutes(1));
    StandardsExporter own = new StandardsExporter(other, collector);
    own.export(flow("192.0.2.7", "192.0.2.8", mqtt("first")), NOW);
    own.flush(NOW);
    own.export(flow("192.0.2.7", "192.0.2.8", mqtt("second")), NOW);
    own.flush(NOW);
    assertThat(collector.flows.get(1).application()).isEqualTo(mqtt("second"));
  }

  @Test
  void templates_are_repeated_over_udp_and_only_there() {
    exporter.export(flow("192.0.2.7", "192.0.2.8", mqtt("t")), NOW);
    exporter.export(flow("192.0.2.7", "192.0.2.8", mqtt("t")), NOW + 59_000_000_000L);
    exporter.flush(NOW);
    int once = collector.options.size();
    exporter.export(flow("192.0.2.7", "192.0.2.8", mqtt("t")), NOW + 61_000_000_000L);
    exporter.flush(NOW);
    assertThat(collector.options).hasSize(2 * once);
    Collector stream = new Collector(false);
    StandardsExporter reliable = new StandardsExporter(StandardsSettings.of(stream), stream);
    for (int i = 0; i < 5; i++) {
      reliable.export(flow("192.0.2.7", "192.0.2.8", mqtt("t")), NOW + i * 61_000_000_000L);
    }
    reliable.flush(NOW);
    assertThat(stream.options).hasSize(once);
    stream.session = 2;
    reliable.export(flow("192.0.2.7", "192.0.2.8", mqtt("t")), NOW);
    reliable.flush(NOW);
    assertThat(stream.options).hasSize(2 * once);
  }

  /** RFC 7011 8: data without its template, at the beginning of a session, is of no use. */
  @Test
  void what_waited_for_a_session_that_broke_is_not_sent_to_the_next_one() {
    Collector stream = new Collector(false);
    StandardsExporter sender = new StandardsExporter(StandardsSettings.of(stream), stream);
    sender.export(flow("192.0.2.7", "192.0.2.8", null), NOW);
    stream.broken = true;
    sender.export(flow("192.0.2.7", "192.0.2.9", null), NOW + 1);
    sender.flush(NOW + 2);
    assertThat(stream.messages).hasSize(1);
    int firstSet = ByteBuffer.wrap(stream.messages.get(0)).getShort(16);
    assertThat(firstSet).as("templates").isEqualTo(2);
    assertThat(stream.flows).hasSize(1);
  }

  @Test
  void a_record_waits_no_longer_than_it_may() {
    exporter.export(flow("192.0.2.7", "192.0.2.8", mqtt("t")), NOW);
    int before = collector.flows.size();
    exporter.tick(NOW + 1_999_999);
    assertThat(collector.flows).hasSize(before);
    exporter.tick(NOW + 2_000_000);
    assertThat(collector.flows).hasSize(1);
  }

  @Test
  void texts_that_do_not_fit_are_cut_between_characters_and_counted() {
    exporter.export(flow("192.0.2.7", "192.0.2.8", mqtt("ü".repeat(1_000))), NOW);
    exporter.flush(NOW);
    MqttFacet facet = (MqttFacet) collector.flows.get(0).application();
    assertThat(facet.topic()).isEqualTo("ü".repeat(137));
    long[] cut = new long[1];
    exporter.notes((word, count) -> cut[0] += word.equals("export-texts-cut") ? count : 0);
    assertThat(cut[0]).isEqualTo(1);
  }

  @Test
  void tshark_reads_every_message_without_an_error(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("out.ipfix");
    FileTarget target = FileTarget.open(file);
    StandardsExporter toFile = new StandardsExporter(StandardsSettings.of(target), target);
    for (ApplicationFacet facet : facets()) {
      toFile.export(flow("192.0.2.7", "192.0.2.8", facet), NOW);
    }
    toFile.close();
    assertThat(Files.size(file)).isPositive();
    List<String> lines =
        SharedData.run(List.of("env", "TZ=UTC", "tshark", "-r", file.toString(), "-V"));
    String all = String.join("\n", lines);
    assertThat(all)
        .contains("SrcAddr: 192.0.2.7", "Nov 14, 2023 22:13:20.123456")
        .doesNotContain("Malformed", "Expert Info (Error");
    assertThat(all).contains("Set 7 [id=264] (1 flows)");
  }
}
