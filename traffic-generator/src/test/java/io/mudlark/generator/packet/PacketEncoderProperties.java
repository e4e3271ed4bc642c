package io.mudlark.generator.packet;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.flow.FlowKey;
import io.mudlark.flow.IpAddress;
import io.mudlark.flow.IpProtocol;
import io.mudlark.flow.MacAddress;
import io.mudlark.generator.Packet;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class PacketEncoderProperties {
  private final PacketEncoder encoder = new PacketEncoder();

  @Property(tries = 500)
  void any_payload_has_consistent_lengths_and_checksums(
      @ForAll @Size(max = 1_400) byte[] octets,
      @ForAll boolean six,
      @ForAll boolean tagged,
      @ForAll @IntRange(max = 65_535) int port,
      @ForAll long address) {
    int vlan = tagged ? 42 : FlowKey.NO_VLAN;
    Link link =
        new Link(new MacAddress(0x0200_0000_0001L), new MacAddress(0x0200_0000_0002L), vlan);
    for (int protocol : new int[] {IpProtocol.TCP, IpProtocol.UDP, six ? 58 : 1}) {
      FlowKey key = new FlowKey(vlan, end(six, address), end(six, ~address), protocol, port, 7);
      write(link, key, octets);
      Packet packet =
          Packet.of(0, Arrays.copyOf(encoder.frame().array(), encoder.frame().length()));

      assertThat(packet.fault()).isEmpty();
      assertThat(packet.vlan()).isEqualTo(vlan);
      assertThat(packet.source()).isEqualTo(key.source().toString());
      assertThat(packet.destination()).isEqualTo(key.destination().toString());
      assertThat(encoder.ipOctets()).isEqualTo(encoder.frame().length() - (tagged ? 18 : 14));
    }
  }

  private void write(Link link, FlowKey key, byte[] octets) {
    if (key.protocol() == IpProtocol.TCP) {
      encoder.tcp(link, key, TcpSegment.opening(2, octets.length, 0), Payload.of(octets));
    } else if (key.protocol() == IpProtocol.UDP) {
      encoder.udp(link, key, Payload.of(octets));
    } else {
      encoder.icmp(link, key, 128 << 8, Payload.of(Arrays.copyOf(octets, octets.length + 4)));
    }
  }

  private static IpAddress end(boolean six, long address) {
    return six ? IpAddress.v6(address, Long.rotateLeft(address, 7)) : IpAddress.v4((int) address);
  }
}
