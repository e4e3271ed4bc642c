package io.mudlark.probe.packet;

import static io.mudlark.probe.testing.PacketBuilder.packet;
import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.flow.FlowKey;
import io.mudlark.flow.IpProtocol;
import io.mudlark.flow.TcpFlags;
import io.mudlark.probe.capture.LinkType;
import io.mudlark.probe.testing.Captures;
import io.mudlark.probe.testing.PacketBuilder;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DissectorTest {
  private final Dissector dissector = new Dissector();
  private final PacketView view = new PacketView();

  private Fate dissect(byte[] frame) {
    return dissector.dissect(Captures.show(LinkType.ETHERNET, frame), view);
  }

  private Fate dissect(int linkType, byte[] octets) {
    return dissector.dissect(Captures.show(linkType, octets), view);
  }

  private static byte[] join(byte[] first, byte[] second) {
    return ByteBuffer.allocate(first.length + second.length).put(first).put(second).array();
  }

  @Test
  void reads_addresses_ports_and_flags_of_tcp_over_ipv4() {
    byte[] frame =
        packet()
            .macs("00:31:92:e1:7b:17", "08:00:27:86:05:66")
            .from("192.168.32.2")
            .to("1.1.1.1")
            .tcp(40000, 443, TcpFlags.SYN, 77)
            .frame();
    assertThat(dissect(frame)).isEqualTo(Fate.METERED);
    assertThat(view.sourceMac()).isEqualTo(0x003192e17b17L);
    assertThat(view.destinationMac()).isEqualTo(0x080027860566L);
    assertThat(view.version()).isEqualTo(4);
    assertThat(view.sourceLow()).isEqualTo(0xC0A82002L);
    assertThat(view.destinationLow()).isEqualTo(0x01010101L);
    assertThat(view.protocol()).isEqualTo(IpProtocol.TCP);
    assertThat(view.sourcePort()).isEqualTo(40000);
    assertThat(view.destinationPort()).isEqualTo(443);
    assertThat(view.tcpFlags()).isEqualTo(TcpFlags.SYN);
    assertThat(view.tcpSequence()).isEqualTo(77);
    assertThat(view.octets()).isEqualTo(40);
    assertThat(view.vlanId()).isEqualTo(FlowKey.NO_VLAN);
  }

  @Test
  void does_not_count_ethernet_padding_and_finds_the_payload_before_it() {
    byte[] frame = packet().udpPorts(1, 2, (byte) 9, (byte) 8).frame();
    assertThat(dissect(Arrays.copyOf(frame, 60))).isEqualTo(Fate.METERED);
    assertThat(view.octets()).isEqualTo(30);
    assertThat(view.payloadLength()).isEqualTo(2);
    assertThat(view.payloadWhole()).isTrue();
    assertThat(view.buffer().get(view.payloadOffset())).isEqualTo((byte) 9);
  }

  @Test
  void passes_over_ipv4_options() {
    assertThat(dissect(packet().ipv4Options(3).udpPorts(5, 6).frame())).isEqualTo(Fate.METERED);
    assertThat(view.destinationPort()).isEqualTo(6);
    assertThat(view.octets()).isEqualTo(40);
  }

  @Test
  void keeps_the_outer_vlan_of_stacked_tags() {
    byte[] frame = packet().tags(0x88A8, 0x2064, 0x8100, 0x0007).udpPorts(5, 6).frame();
    assertThat(dissect(frame)).isEqualTo(Fate.METERED);
    assertThat(view.vlanId()).isEqualTo(100);
    assertThat(view.destinationPort()).isEqualTo(6);
  }

  @Test
  void a_priority_tag_is_no_vlan() {
    assertThat(dissect(packet().tags(0x8100, 0xE000).frame())).isEqualTo(Fate.METERED);
    assertThat(view.vlanId()).isEqualTo(FlowKey.NO_VLAN);
  }

  @Test
  void a_tower_of_tags_is_malformed() {
    int[] words = new int[40];
    for (int i = 0; i < words.length; i += 2) {
      words[i] = 0x8100;
      words[i + 1] = 5;
    }
    assertThat(dissect(packet().tags(words).frame())).isEqualTo(Fate.MALFORMED);
    assertThat(dissector.notes().count(Note.MALFORMED_TAG_DEPTH)).isEqualTo(1);
  }

  @Test
  void takes_mpls_labels_off() {
    byte[] labels = {0, 0, 0x10, 64, 0, 0, 0x21, 64};
    byte[] frame = PacketBuilder.frame(0x8847, join(labels, packet().udpPorts(3, 4).ip()));
    assertThat(dissect(frame)).isEqualTo(Fate.METERED);
    assertThat(view.destinationPort()).isEqualTo(4);
    assertThat(view.octets()).isEqualTo(28);
  }

  @Test
  void takes_a_pppoe_session_off() {
    byte[] header = {0x11, 0, 0, 1, 0, 30, 0, 0x21};
    byte[] frame = PacketBuilder.frame(0x8864, join(header, packet().udpPorts(3, 4).ip()));
    assertThat(dissect(frame)).isEqualTo(Fate.METERED);
    assertThat(view.sourcePort()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({
    "0806, ARP",
    "8035, ARP",
    "888E, EAPOL",
    "88CC, LLDP",
    "0026, LLC",
    "8863, PPPOE",
    "9000, OTHER_ETHERTYPE",
    "0600, OTHER_ETHERTYPE",
    "05FF, LLC"
  })
  void every_other_frame_has_its_own_fate(String type, Fate fate) {
    assertThat(dissect(PacketBuilder.frame(Integer.parseInt(type, 16), new byte[46])))
        .isEqualTo(fate);
  }

  @Test
  void finds_ip_behind_a_snap_header() {
    byte[] snap = {(byte) 0xAA, (byte) 0xAA, 3, 0, 0, 0, 8, 0};
    byte[] frame = PacketBuilder.frame(36, join(snap, packet().udpPorts(3, 4).ip()));
    assertThat(dissect(frame)).isEqualTo(Fate.METERED);
    assertThat(view.destinationPort()).isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(ints = {12, 14, 101, 228})
  void reads_raw_ip_links(int linkType) {
    assertThat(dissect(linkType, packet().udpPorts(3, 4).ip())).isEqualTo(Fate.METERED);
    assertThat(view.sourceMac()).isEqualTo(PacketView.NO_MAC);
    assertThat(view.destinationPort()).isEqualTo(4);
  }

  @Test
  void reads_linux_cooked_captures_of_both_versions() {
    byte[] v1 = {0, 0, 0, 1, 0, 6, 2, 0, 0, 0, 0, 9, 0, 0, 8, 0};
    byte[] v2 = {8, 0, 0, 0, 0, 0, 0, 3, 0, 1, 0, 6, 2, 0, 0, 0, 0, 9, 0, 0};
    byte[] ip = packet().udpPorts(3, 4).ip();
    assertThat(dissect(LinkType.LINUX_SLL, join(v1, ip))).isEqualTo(Fate.METERED);
    assertThat(view.sourceMac()).isEqualTo(0x020000000009L);
    assertThat(dissect(LinkType.LINUX_SLL2, join(v2, ip))).isEqualTo(Fate.METERED);
    assertThat(view.sourceMac()).isEqualTo(0x020000000009L);
    assertThat(view.destinationMac()).isEqualTo(PacketView.NO_MAC);
  }

  @Test
  void reads_loopback_links_of_both_byte_orders() {
    byte[] ip = packet().udpPorts(3, 4).ip();
    assertThat(dissect(LinkType.NULL, join(new byte[] {2, 0, 0, 0}, ip))).isEqualTo(Fate.METERED);
    assertThat(dissect(LinkType.LOOP, join(new byte[] {0, 0, 0, 2}, ip))).isEqualTo(Fate.METERED);
    assertThat(dissect(LinkType.NULL, join(new byte[] {9, 0, 0, 0}, ip)))
        .isEqualTo(Fate.OTHER_ETHERTYPE);
  }

  @Test
  void other_link_types_are_unsupported() {
    assertThat(dissect(105, new byte[60])).isEqualTo(Fate.UNSUPPORTED_LINK_TYPE);
  }

  @Test
  void the_list_of_dissected_link_types_is_what_the_dissector_does() {
    for (int linkType = LinkType.UNKNOWN; linkType < 400; linkType++) {
      assertThat(dissect(linkType, new byte[60]) != Fate.UNSUPPORTED_LINK_TYPE)
          .as("%d", linkType)
          .isEqualTo(LinkType.isDissected(linkType));
    }
  }

  @Test
  void follows_ipv6_extension_headers_to_the_ports() {
    byte[] hopThenDestination = new byte[24];
    hopThenDestination[0] = 60;
    hopThenDestination[8] = 17;
    hopThenDestination[9] = 1;
    byte[] frame =
        packet()
            .from("fe80::1")
            .to("ff02::fb")
            .udpPorts(5353, 5353)
            .extensions(0, hopThenDestination)
            .frame();
    assertThat(dissect(frame)).isEqualTo(Fate.METERED);
    assertThat(view.protocol()).isEqualTo(IpProtocol.UDP);
    assertThat(view.sourcePort()).isEqualTo(5353);
    assertThat(view.octets()).isEqualTo(40 + 24 + 8);
    assertThat(view.sourceHigh()).isEqualTo(0xFE80_0000_0000_0000L);
    assertThat(view.destinationLow()).isEqualTo(0xFB);
  }

  @Test
  void an_endless_chain_of_extension_headers_is_malformed() {
    byte[] frame = packet().from("fe80::1").to("fe80::2").extensions(0, new byte[17 * 8]).frame();
    assertThat(dissect(frame)).isEqualTo(Fate.MALFORMED);
    assertThat(dissector.notes().count(Note.MALFORMED_IPV6_EXTENSION)).isEqualTo(1);
  }

  @Test
  void later_fragments_get_the_ports_of_the_first() {
    dissect(packet().udpPorts(111, 222, new byte[16]).fragment(7, true, 0).frame());
    assertThat(view.payloadWhole()).isFalse();
    assertThat(dissect(packet().raw(IpProtocol.UDP, new byte[24]).fragment(7, false, 3).frame()))
        .isEqualTo(Fate.METERED);
    assertThat(view.sourcePort()).isEqualTo(111);
    assertThat(view.destinationPort()).isEqualTo(222);
    assertThat(view.payloadLength()).isZero();
    assertThat(dissector.notes().count(Note.FRAGMENTS_MATCHED)).isEqualTo(1);
  }

  @Test
  void later_fragments_without_their_first_are_metered_with_ports_zero() {
    dissect(packet().udpPorts(111, 222, new byte[16]).fragment(7, true, 0).frame());
    assertThat(dissect(packet().raw(IpProtocol.UDP, new byte[24]).fragment(8, false, 3).frame()))
        .isEqualTo(Fate.METERED);
    assertThat(view.sourcePort()).isZero();
    assertThat(view.destinationPort()).isZero();
    assertThat(dissector.notes().count(Note.FRAGMENTS_WITHOUT_FIRST)).isEqualTo(1);
  }

  @Test
  void a_first_fragment_is_forgotten_after_a_minute() {
    byte[] first = packet().udpPorts(111, 222, new byte[16]).fragment(7, true, 0).frame();
    byte[] later = packet().raw(IpProtocol.UDP, new byte[24]).fragment(7, false, 3).frame();
    dissector.dissect(Captures.show(1, first, first.length, first.length, 5_000), view);
    long minute = 60_000_000_000L;
    dissector.dissect(Captures.show(1, later, later.length, later.length, minute + 5_000), view);
    assertThat(view.sourcePort()).isEqualTo(111);
    dissector.dissect(Captures.show(1, later, later.length, later.length, minute + 5_001), view);
    assertThat(view.sourcePort()).isZero();
  }

  @Test
  void the_fragment_table_forgets_and_says_so_when_flooded() {
    for (int i = 0; i < 20_000; i++) {
      String source = "10.1." + i / 256 + "." + i % 256;
      dissect(packet().from(source).udpPorts(1, 2, new byte[8]).fragment(i, true, 0).frame());
    }
    assertThat(dissector.notes().count(Note.FRAGMENTS_FORGOTTEN)).isBetween(11_808L, 19_999L);
  }

  @Test
  void ipv6_fragments_match_by_identification_whatever_follows() {
    byte[] first = {17, 0, 0, 1, 0, 0, 0, 99};
    byte[] later = {17, 0, 0, 8, 0, 0, 0, 99};
    dissect(packet().from("fe80::1").to("fe80::2").udpPorts(7, 8).extensions(44, first).frame());
    assertThat(view.sourcePort()).isEqualTo(7);
    assertThat(
            dissect(
                packet()
                    .from("fe80::1")
                    .to("fe80::2")
                    .raw(17, new byte[9])
                    .extensions(44, later)
                    .frame()))
        .isEqualTo(Fate.METERED);
    assertThat(view.sourcePort()).isEqualTo(7);
    assertThat(view.destinationPort()).isEqualTo(8);
    assertThat(view.protocol()).isEqualTo(IpProtocol.UDP);
  }

  @Test
  void a_segment_before_offload_has_the_length_of_its_frame() {
    byte[] frame = packet().tcp(1, 2, TcpFlags.ACK, 0, new byte[100]).frame();
    frame[16] = 0;
    frame[17] = 0;
    assertThat(dissect(frame)).isEqualTo(Fate.METERED);
    assertThat(view.octets()).isEqualTo(140);
    assertThat(dissector.notes().count(Note.LENGTH_FROM_FRAME)).isEqualTo(1);
  }

  @Test
  void padding_is_no_segment_before_offload() {
    byte[] v4 = packet().udpPorts(1, 2).frame();
    v4[17] = 0;
    assertThat(dissect(Arrays.copyOf(v4, 60))).isEqualTo(Fate.MALFORMED);
    byte[] v6 = packet().from("fe80::1").to("fe80::2").icmp(128, 0, 1).frame();
    v6[19] = 0;
    assertThat(dissect(v6)).isEqualTo(Fate.MALFORMED);
    assertThat(dissector.notes().count(Note.LENGTH_FROM_FRAME)).isZero();
  }

  @Test
  void an_ether_type_that_contradicts_the_ip_version_is_malformed() {
    byte[] frame = packet().from("fe80::1").to("fe80::2").udpPorts(1, 2).frame();
    frame[12] = 8;
    frame[13] = 0;
    assertThat(dissect(frame)).isEqualTo(Fate.MALFORMED);
    assertThat(dissect(LinkType.IPV6, packet().udpPorts(1, 2).ip())).isEqualTo(Fate.MALFORMED);
    assertThat(dissector.notes().count(Note.MALFORMED_IP_VERSION)).isEqualTo(2);
  }

  @Test
  void a_jumbo_payload_option_gives_the_length() {
    byte[] jumbo = {17, 0, (byte) 0xC2, 4, 0, 0, 0, 24};
    byte[] frame =
        packet()
            .from("fe80::1")
            .to("fe80::2")
            .udpPorts(1, 2, new byte[8])
            .extensions(0, jumbo)
            .frame();
    frame[19] = 0;
    assertThat(dissect(frame)).isEqualTo(Fate.METERED);
    assertThat(view.octets()).isEqualTo(64);
    frame[14 + 40 + 7]++;
    assertThat(dissect(frame)).isEqualTo(Fate.MALFORMED);
  }

  @Test
  void a_packet_cut_by_the_snapshot_length_counts_in_full_while_its_headers_are_there() {
    byte[] frame = packet().tcp(1, 2, TcpFlags.ACK, 0, new byte[100]).frame();
    assertThat(dissector.dissect(Captures.show(1, frame, 48, frame.length, 0), view))
        .isEqualTo(Fate.METERED);
    assertThat(view.octets()).isEqualTo(140);
    assertThat(view.tcpFlags()).isEqualTo(TcpFlags.ACK);
    assertThat(view.payloadWhole()).isFalse();
    assertThat(dissector.notes().count(Note.CUT_BY_SNAPSHOT)).isEqualTo(1);
    assertThat(dissector.dissect(Captures.show(1, frame, 47, frame.length, 0), view))
        .isEqualTo(Fate.TRUNCATED);
  }

  @Test
  void lengths_that_contradict_each_other_are_malformed_with_a_reason() {
    byte[] beyond = packet().udpPorts(1, 2).frame();
    beyond[17]++;
    assertThat(dissect(beyond)).isEqualTo(Fate.MALFORMED);
    byte[] shortHeader = packet().udpPorts(1, 2).frame();
    shortHeader[14] = 0x44;
    assertThat(dissect(shortHeader)).isEqualTo(Fate.MALFORMED);
    byte[] version = packet().udpPorts(1, 2).frame();
    version[14] = 0x55;
    assertThat(dissect(version)).isEqualTo(Fate.MALFORMED);
    assertThat(dissect(packet().raw(IpProtocol.TCP, new byte[19]).frame()))
        .isEqualTo(Fate.MALFORMED);
    assertThat(dissect(new byte[13])).isEqualTo(Fate.MALFORMED);
    Counts<Note> notes = dissector.notes();
    assertThat(notes.count(Note.MALFORMED_IP_BEYOND_FRAME)).isEqualTo(1);
    assertThat(notes.count(Note.MALFORMED_IP_HEADER)).isEqualTo(1);
    assertThat(notes.count(Note.MALFORMED_IP_VERSION)).isEqualTo(1);
    assertThat(notes.count(Note.MALFORMED_TRANSPORT_HEADER)).isEqualTo(1);
    assertThat(notes.count(Note.MALFORMED_LINK_HEADER)).isEqualTo(1);
  }

  @Test
  void icmp_has_type_code_and_identifier_but_no_ports() {
    assertThat(dissect(packet().icmp(8, 0, 4711).frame())).isEqualTo(Fate.METERED);
    assertThat(view.icmpTypeCode()).isEqualTo(2048);
    assertThat(view.icmpIdentifier()).isEqualTo(4711);
    assertThat(view.sourcePort()).isZero();
    assertThat(view.destinationPort()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 41, 47, 50, 89, 103})
  void other_protocols_are_metered_without_ports(int protocol) {
    assertThat(dissect(packet().raw(protocol, new byte[] {1, 2, 3, 4, 5, 6, 7, 8}).frame()))
        .isEqualTo(Fate.METERED);
    assertThat(view.protocol()).isEqualTo(protocol);
    assertThat(view.sourcePort()).isZero();
  }

  @Test
  void sctp_and_udp_lite_have_ports() {
    byte[] ports = {0, 10, 0, 20, 0, 0, 0, 0, 0, 0, 0, 0};
    assertThat(dissect(packet().raw(IpProtocol.SCTP, ports).frame())).isEqualTo(Fate.METERED);
    assertThat(view.sourcePort()).isEqualTo(10);
    assertThat(dissect(packet().raw(IpProtocol.UDP_LITE, ports).frame())).isEqualTo(Fate.METERED);
    assertThat(view.destinationPort()).isEqualTo(20);
  }
}
