package io.mudlark.ipfix.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudlark.flow.Counters;
import io.mudlark.flow.FlowRecord;
import io.mudlark.ipfix.decode.IpfixFileReader;
import io.mudlark.ipfix.golden.Decoded;
import io.mudlark.ipfix.ledger.DecodeFate;
import io.mudlark.ipfix.ledger.Flows;
import io.mudlark.ipfix.registry.ElementRegistry;
import io.mudlark.ipfix.template.Template;
import io.mudlark.ipfix.wire.Protocol;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EncoderTest {
  static final ElementRegistry REGISTRY = Decoded.SETTINGS.registry();
  static final long BOOT = 1_700_000_000_000_000_000L;

  /** Two hundred flows of both families. */
  static List<FlowRecord> flows(boolean biflow) {
    Random random = new Random(5);
    List<FlowRecord> flows = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      flows.add(Flows.flow(random, BOOT + 5_000_000_000L, i % 3 == 0, biflow));
    }
    return flows;
  }

  static List<byte[]> encode(Protocol protocol, List<FlowRecord> flows) {
    List<byte[]> messages = new ArrayList<>();
    MessageEncoder encoder = new MessageEncoder(protocol, 7, 1400, REGISTRY, messages::add);
    encoder.exportAt(BOOT + 10_000_000_000L);
    FlowEncoder flowEncoder = new FlowEncoder(encoder, protocol, REGISTRY, BOOT);
    flowEncoder.templates();
    flows.forEach(flowEncoder::flow);
    encoder.flush();
    return messages;
  }

  static Decoded decode(List<byte[]> messages) {
    Decoded decoded = Decoded.standard();
    messages.forEach(message -> decoded.accept("e", 0, message));
    return decoded;
  }

  @Test
  void an_ipfix_biflow_comes_back_to_the_nanosecond() {
    List<FlowRecord> flows = flows(true);
    Decoded decoded = decode(encode(Protocol.IPFIX, flows));
    assertThat(decoded.problems).isEmpty();
    assertThat(decoded.flows.stream().map(flow -> flow.flow()))
        .usingRecursiveComparison()
        .ignoringFields("id", "origin")
        .isEqualTo(flows);
    var ledger = decoded.decoder.domains().iterator().next().ledger();
    assertThat(ledger.account(Protocol.IPFIX).lost()).isZero();
    assertThat(ledger.account(Protocol.IPFIX).exported()).isEqualTo(200);
  }

  @Test
  void netflow_v9_keeps_a_uniflow_to_the_millisecond() {
    List<FlowRecord> flows = flows(false);
    Decoded decoded = decode(encode(Protocol.NETFLOW9, flows));
    assertThat(decoded.problems).isEmpty();
    assertThat(decoded.flows.stream().map(flow -> flow.flow()))
        .usingRecursiveComparison()
        .ignoringFields("id", "origin")
        .isEqualTo(flows);
    assertThat(decoded.decoder.domains().iterator().next().ledger().of(DecodeFate.COUNT_WRONG))
        .isZero();
  }

  @Test
  void netflow_v5_keeps_ipv4_flows_and_counts_the_others() {
    List<FlowRecord> flows = flows(false);
    List<byte[]> messages = new ArrayList<>();
    NetFlow5Encoder encoder = new NetFlow5Encoder(7, BOOT, messages::add);
    encoder.exportAt(BOOT + 10_000_000_000L);
    flows.forEach(encoder::flow);
    encoder.flush();
    Decoded decoded = decode(messages);
    List<FlowRecord> v4 = flows.stream().filter(flow -> flow.key().source().isV4()).toList();
    assertThat(encoder.skipped()).isEqualTo(200 - v4.size());
    assertThat(decoded.flows.stream().map(flow -> flow.flow()))
        .usingRecursiveComparison()
        .ignoringFields("id", "origin", "sourceMac", "destinationMac")
        .isEqualTo(v4);
  }

  @Test
  void a_biflow_becomes_two_records_where_the_protocol_has_one_direction() {
    Decoded decoded = decode(encode(Protocol.NETFLOW9, flows(true)));
    assertThat(decoded.flows).hasSize(400);
    assertThat(decoded.flows).allMatch(flow -> flow.flow().reverse().equals(Counters.NONE));
  }

  @Test
  void a_file_begins_with_its_templates_and_is_read_message_by_message() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (IpfixFileWriter file = new IpfixFileWriter(bytes)) {
      encode(Protocol.IPFIX, flows(true)).forEach(file::message);
    }
    IpfixFileReader reader = new IpfixFileReader(new ByteArrayInputStream(bytes.toByteArray()));
    Decoded decoded = Decoded.standard();
    for (byte[] message = reader.next(); message != null; message = reader.next()) {
      decoded.accept("file", 0, message);
    }
    assertThat(decoded.flows).hasSize(200);
    assertThat(reader.offset()).isEqualTo(bytes.size());
  }

  @Test
  void a_withdrawal_reaches_the_reader() {
    List<byte[]> messages = new ArrayList<>();
    MessageEncoder encoder = new MessageEncoder(Protocol.IPFIX, 7, 1400, REGISTRY, messages::add);
    Template template =
        Template.ofFlows(
            256, MessageEncoder.fields(REGISTRY, "sourceTransportPort", "interfaceName"));
    encoder.template(template);
    encoder.record(template, List.of(80L, "x".repeat(300)));
    encoder.withdraw(template);
    encoder.flush();
    Decoded decoded = decode(messages);
    assertThat(decoded.rows.get(0).fields()).containsEntry("interfaceName", "x".repeat(300));
    assertThat(decoded.decoder.domains().iterator().next().templates(Protocol.IPFIX).size())
        .isZero();
  }

  @Test
  void refuses_what_does_not_fit() {
    MessageEncoder encoder = new MessageEncoder(Protocol.IPFIX, 7, 100, REGISTRY, m -> {});
    Template template = Template.ofFlows(256, MessageEncoder.fields(REGISTRY, "interfaceName"));
    assertThatThrownBy(() -> encoder.record(template, List.of("x".repeat(100))))
        .hasMessage("an item of 101 octets does not fit a message of 100");
    assertThatThrownBy(() -> encoder.record(template, List.of()))
        .hasMessage("0 values for 1 fields");
  }
}
