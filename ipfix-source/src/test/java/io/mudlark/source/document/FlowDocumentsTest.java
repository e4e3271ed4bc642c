package io.mudlark.source.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudlark.flow.FlowRecord;
import io.mudlark.flow.IpAddress;
import io.mudlark.flow.MacAddress;
import io.mudlark.ipfix.decode.DecodeSettings;
import io.mudlark.ipfix.record.FlowAssembler;
import io.mudlark.ipfix.registry.ElementRegistry;
import io.mudlark.ipfix.template.TemplateBudget;
import io.mudlark.source.datagram.ExportDatagram;
import io.mudlark.source.datagram.UnreadableExports;
import io.mudlark.source.session.ExportSession;
import io.mudlark.source.session.ReceiveWindow;
import io.mudlark.source.session.SessionKey;
import io.mudlark.source.session.SessionSettings;
import io.mudlark.source.testing.SessionOutput;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlowDocumentsTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long RECEIVED = 1_767_324_725L * SECOND;
  private static final FlowDocuments.Envelope FROM =
      new FlowDocuments.Envelope("lab", "flows/2", RECEIVED);
  private static final ReceiveWindow ANY_TIME =
      new ReceiveWindow(Duration.ofDays(36_500), Duration.ofDays(36_500));

  private static final String GOFLOW2 =
      """
      {"type":"IPFIX","time_received_ns":1767324720787460121,"sequence_num":65361,
       "sampling_rate":100,"sampler_address":"192.168.88.1",
       "time_flow_start_ns":1767324719000000001,"time_flow_end_ns":1767324720000000000,
       "bytes":143,"packets":2,"src_addr":"2001:db8::5","dst_addr":"2001:db8::53","etype":"IPv6",
       "proto":"UDP","src_port":55743,"dst_port":53,"in_if":11,"out_if":12,
       "src_mac":"42:61:64:55:53:42","dst_mac":"00:00:00:00:00:00","vlan_id":7,"tcp_flags":0,
       "icmp_type":0,"icmp_code":0,"as_path":[],"src_net":"::/0"}
      """;

  private static final String PMACCT =
      """
      {"event_type": "purge", "mac_src": "08:00:27:86:05:66", "mac_dst": "00:31:92:e1:7b:17",
       "vlan": 0, "as_src": 0, "peer_ip_src": "127.0.0.1", "iface_in": 0, "iface_out": 0,
       "ip_src": "192.168.255.14", "ip_dst": "192.168.32.2", "port_src": 42379, "port_dst": 3943,
       "tcp_flags": "2", "ip_proto": "tcp", "tos": 0, "sampling_rate": 1,
       "timestamp_start": "2021-11-18 14:15:54.146000",
       "timestamp_end": "2021-11-18 14:15:54.176000", "flows": 1, "packets": 1, "bytes": 46}
      """;

  /** As {@code ipfix dump} prints a record. */
  private static final String DUMP =
      """
      {"kind":"data","exporter":"udp:192.0.2.1","domain":7,"protocol":"ipfix","sequence":40,
       "template":256,"fields":{"sourceIPv4Address":"10.0.0.7","destinationIPv4Address":"192.0.2.9",
       "protocolIdentifier":6,"sourceTransportPort":40001,"destinationTransportPort":1883,
       "octetDeltaCount":18446744073709551615,"packetDeltaCount":3,"reversePacketDeltaCount":2,
       "reverseOctetDeltaCount":80,"flowStartNanoseconds":"2026-01-02T03:31:59.123456789Z",
       "flowEndMilliseconds":"2026-01-02T03:32:01.500Z"}}
      """;

  private final FlowDocuments documents = new FlowDocuments(ElementRegistry.standard());

  private ExportDatagram read(String text) throws UnreadableExports {
    return documents.read(text.getBytes(StandardCharsets.UTF_8), FROM);
  }

  private static SessionOutput decode(List<ExportDatagram> messages) {
    SessionSettings settings = SessionSettings.of(DecodeSettings.standard(), ANY_TIME);
    SessionKey key = SessionKey.of(messages.get(0));
    ExportSession session =
        new ExportSession(
            key, settings, new TemplateBudget(1 << 16), new FlowAssembler(key.site()));
    SessionOutput out = new SessionOutput();
    messages.forEach(message -> session.accept(message, Long.MIN_VALUE, out));
    session.tell(out);
    return out;
  }

  private FlowRecord flow(String text) throws UnreadableExports {
    SessionOutput out = decode(List.of(read(text)));
    assertThat(out.problems()).isEmpty();
    assertThat(out.flows()).hasSize(1);
    return out.flows().get(0);
  }

  @Test
  void a_record_of_goflow2_is_a_flow() throws Exception {
    FlowRecord flow = flow(GOFLOW2);
    assertThat(flow.key().source()).isEqualTo(IpAddress.parse("2001:db8::5"));
    assertThat(flow.key().destinationPort()).isEqualTo(53);
    assertThat(flow.key().protocol()).isEqualTo(17);
    assertThat(flow.key().vlanId()).isEqualTo(7);
    assertThat(flow.sourceMac()).isEqualTo(MacAddress.parse("42:61:64:55:53:42"));
    assertThat(flow.destinationMac()).isNull();
    assertThat(flow.startNanos()).isEqualTo(1_767_324_719_000_000_001L);
    assertThat(flow.endNanos()).isEqualTo(1_767_324_720_000_000_000L);
    assertThat(flow.octets()).isEqualTo(143);
    assertThat(flow.observationPoint()).isEqualTo("lab");
    assertThat(flow.origin().exporter()).isEqualTo("json:192.168.88.1");
    assertThat(flow.origin().samplingInterval()).isEqualTo(100);
  }

  @Test
  void a_record_of_pmacct_is_a_flow() throws Exception {
    FlowRecord flow = flow(PMACCT);
    assertThat(flow.key().source()).isEqualTo(IpAddress.parse("192.168.255.14"));
    assertThat(flow.key().sourcePort()).isEqualTo(42379);
    assertThat(flow.forward().tcpFlags()).isEqualTo(2);
    assertThat(flow.startNanos()).isEqualTo(1_637_244_954_146_000_000L);
    assertThat(flow.endNanos() - flow.startNanos()).isEqualTo(30_000_000);
    assertThat(flow.origin().exporter()).isEqualTo("json:127.0.0.1");
  }

  @Test
  void a_line_of_our_own_dump_is_the_flow_it_was_made_of() throws Exception {
    FlowRecord flow = flow(DUMP);
    assertThat(flow.startNanos()).isEqualTo(1_767_324_719_123_456_789L);
    assertThat(flow.endNanos()).isEqualTo(1_767_324_721_500_000_000L);
    assertThat(flow.forward().octets()).isEqualTo(Long.MAX_VALUE);
    assertThat(flow.reverse().packets()).isEqualTo(2);
    assertThat(flow.origin().domain()).isEqualTo(7);
  }

  @Test
  void records_have_no_numbers_and_so_none_is_called_lost() throws Exception {
    String other = PMACCT.replace("42379", "42380").replace("\"tos\": 0,", "\"vlan_id\": 3,");
    SessionOutput out = decode(List.of(read(PMACCT), read(other)));
    assertThat(out.flows()).hasSize(2);
    assertThat(out.amount("json:127.0.0.1/0 received")).isEqualTo(2);
    assertThat(out.tallies()).noneMatch(tally -> tally.fate().endsWith(" lost"));
    assertThat(out.tallies()).noneMatch(tally -> tally.fate().endsWith(" restarts"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"ip_src\": \"10.0.0.256\"} | member 'ip_src': not an IP address: '10.0.0.256'",
        "{\"port_src\": 65536} | member 'port_src': out of the range of unsigned16",
        "{\"bytes\": -1} | member 'bytes': out of the range of unsigned64",
        "{\"bytes\": 1.5} | member 'bytes': no whole number",
        "{\"ip_proto\": \"nonsense\"} | member 'ip_proto': no whole number",
        "{\"timestamp_end\": \"yesterday\"} | member 'timestamp_end': no time",
        "{\"flowStartSeconds\": 1e99} | member 'flowStartSeconds': no time",
        "{\"sourceIPv4Address\": \"::1\"} | member 'sourceIPv4Address': an address of the other"
            + " family",
        "{\"a\": 1} | holds no information element",
        "{ | no JSON"
      })
  void what_is_no_flow_record_is_refused_by_member(String text, String reason) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(UnreadableExports.class)
        .hasMessageStartingWith(reason);
  }

  @Test
  void damaged_documents_are_read_or_refused_and_nothing_else() {
    Random random = new Random(20_261_122);
    List<byte[]> whole =
        List.of(
            GOFLOW2.getBytes(StandardCharsets.UTF_8),
            PMACCT.getBytes(StandardCharsets.UTF_8),
            DUMP.getBytes(StandardCharsets.UTF_8));
    int readable = 0;
    for (int round = 0; round < 30_000; round++) {
      byte[] octets = whole.get(round % whole.size());
      octets = Arrays.copyOf(octets, octets.length - random.nextInt(3) * random.nextInt(40));
      for (int flips = random.nextInt(4); flips > 0; flips--) {
        octets[random.nextInt(octets.length)] = (byte) (32 + random.nextInt(96));
      }
      try {
        ExportDatagram message = documents.read(octets, FROM);
        assertThat(decode(List.of(message)).problems()).isEmpty();
        readable++;
      } catch (UnreadableExports e) {
        assertThat(e.getMessage()).isNotBlank();
      }
    }
    assertThat(readable).isBetween(5_000, 29_000);
  }
}
