package io.mudlark.generator.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudlark.flow.IpAddress;
import io.mudlark.flow.MacAddress;
import io.mudlark.generator.mqtt.MqttMessage;
import io.mudlark.generator.mqtt.MqttPacket;
import io.mudlark.generator.timeline.Chance;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessageTest {
  @Test
  void a_dns_answer_has_its_alias_and_the_addresses_of_the_alias() {
    Payload answer =
        DnsMessage.response(
            0x1234,
            "a.example",
            "b.example",
            List.of(IpAddress.parse("192.0.2.1")),
            new DnsMessage.Answer(DnsMessage.TYPE_A, 60));

    assertThat(hex(answer))
        .isEqualTo(
            "123481800001000200000000"
                + "0161076578616d706c650000010001"
                + "c00c000500010000003c000b0162076578616d706c6500"
                + "c027000100010000003c0004c0000201");
  }

  @Test
  void a_dns_answer_without_addresses_has_the_soa_instead() {
    Payload answer =
        DnsMessage.response(
            1, "a.example", null, List.of(), new DnsMessage.Answer(DnsMessage.TYPE_AAAA, 60));

    assertThat(hex(answer)).startsWith("000181800001000000010000").contains("c00c00060001");
  }

  @Test
  void a_dhcp_request_carries_the_mud_url_as_option_161() {
    Payload request =
        DhcpMessage.fromClient(
            DhcpMessage.Type.REQUEST,
            1,
            MacAddress.parse("02:00:5e:00:01:0a"),
            IpAddress.parse("10.0.0.2"),
            "https://m.example/x");

    assertThat(hex(request))
        .contains("63825363350103")
        .contains(
            "a113"
                + HexFormat.of()
                    .formatHex("https://m.example/x".getBytes(StandardCharsets.US_ASCII)))
        .endsWith("ff");
  }

  @Test
  void an_mqtt_publish_is_laid_out_as_the_standard_says() {
    Payload publish = MqttPacket.publish(new MqttMessage("a/b", "hi", 1, "c1", "r"), 10, false);

    assertThat(hex(publish))
        .isEqualTo("3213" + "0003612f62" + "000a" + "09" + "08000172" + "0900026331" + "6869");
  }

  @Test
  void a_long_mqtt_packet_has_a_length_of_two_octets() {
    Payload publish =
        MqttPacket.publish(new MqttMessage("t", "x".repeat(300), 0, "", ""), 0, false);

    // 3 octets of topic, 1 of properties, 300 of payload: 304 is b0 02
    assertThat(hex(publish)).startsWith("30b002000174" + "00" + "78");
  }

  @Test
  void tls_records_have_the_lengths_they_say() {
    Payload data = TlsRecords.applicationData(20_000, new Chance(1));

    assertThat(data.length()).isEqualTo(20_010);
    assertThat(hex(data)).startsWith("1703034000");
    assertThat(hex(data.slice(16_389, 5))).isEqualTo("1703030e20");
  }

  @Test
  void a_payload_cannot_leave_its_array() {
    assertThatThrownBy(() -> new Payload(new byte[4], 2, 3))
        .hasMessage("payload 2+3 leaves its 4 octets");
  }

  private static String hex(Payload payload) {
    return HexFormat.of()
        .formatHex(payload.octets(), payload.offset(), payload.offset() + payload.length());
  }
}
