package io.mudlark.mudscope.mudgen.mudgee;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.flow.IpAddress;
import io.mudlark.probe.capture.CapturedPacket;
import io.mudlark.probe.capture.LinkType;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Packets as MUDgee sees them. */
class SwitchPacketTest {
  private static final String ETHERNET = "020000000001" + "020000000002";

  /** An answer from 192.0.2.53: cloud.example is 203.0.113.5, by way of an alias. */
  private static final String ANSWER =
      ETHERNET
          + "0800"
          + "4500005b0000000040110000c00002350a0000010035c0000047000000018180"
          + "000100020000000005636c6f7564076578616d706c650000010001c00c000500"
          + "01000000050004016bc012c02b00010001000000050004cb007105";

  private static CapturedPacket packet(byte[] octets) {
    CapturedPacket packet = new CapturedPacket();
    packet.show(ByteBuffer.wrap(octets), 0, octets.length, octets.length);
    packet.stamp(1_500_000_000L, LinkType.ETHERNET);
    return packet;
  }

  @Test
  void reads_a_dns_answer() {
    SwitchPacket packet = SwitchPacket.read(packet(HexFormat.of().parseHex(ANSWER)));

    assertThat(packet).isNotNull();
    assertThat(packet.timeMillis()).isEqualTo(1_500);
    assertThat(packet.match().srcPort()).isEqualTo("53");
    assertThat(packet.match().ethType()).isEqualTo("0x0800");
    assertThat(packet.dns())
        .isEqualTo(new SwitchPacket.Answer("cloud.example", List.of("203.0.113.5")));
  }

  @Test
  void writes_ipv6_addresses_as_java_does() {
    assertThat(SwitchPacket.text(IpAddress.parse("ff02::1:2"))).isEqualTo("ff02:0:0:0:0:0:1:2");
  }

  @Test
  void survives_damaged_frames() {
    Random random = new Random(4);
    byte[] sound = HexFormat.of().parseHex(ANSWER);
    int read = 0;
    for (int i = 0; i < 50_000; i++) {
      byte[] octets = Arrays.copyOf(sound, random.nextInt(sound.length + 1));
      for (int k = random.nextInt(8); k > 0 && octets.length > 0; k--) {
        octets[random.nextInt(octets.length)] = (byte) random.nextInt(256);
      }
      read += SwitchPacket.read(packet(octets)) == null ? 0 : 1;
    }
    assertThat(read).isBetween(1_000, 49_000);
  }
}
