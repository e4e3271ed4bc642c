package io.mudlark.probe.dns;

import static io.mudlark.probe.testing.PacketBuilder.packet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.mudlark.flow.IpAddress;
import io.mudlark.flow.MacAddress;
import io.mudlark.flow.NameBinding;
import io.mudlark.flow.TcpFlags;
import io.mudlark.probe.capture.LinkType;
import io.mudlark.probe.packet.Dissector;
import io.mudlark.probe.packet.PacketView;
import io.mudlark.probe.testing.Captures;
import io.mudlark.probe.testing.DnsBuilder;
import io.mudlark.probe.testing.PacketBuilder;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DnsTapTest {
  private final List<NameBinding> bindings = new ArrayList<>();
  private final DnsTap tap = new DnsTap("lab", bindings::add);
  private final Dissector dissector = new Dissector();
  private final PacketView view = new PacketView();

  private static DnsBuilder answer() {
    return new DnsBuilder();
  }

  private void see(PacketBuilder packet) {
    byte[] frame = packet.frame();
    dissector.dissect(
        Captures.show(LinkType.ETHERNET, frame, frame.length, frame.length, 42), view);
    tap.accept(view);
  }

  private void seeUdp(byte[] message) {
    see(packet().from("10.0.0.53").to("10.0.0.9").udpPorts(53, 40_000, message));
  }

  @Test
  void binds_the_name_asked_for_to_the_addresses_answered() {
    seeUdp(
        answer()
            .question("Time.Example.COM", 1)
            .address("time.example.com", 300, "192.0.2.1")
            .address("time.example.com", 200, "192.0.2.2")
            .message());
    assertThat(bindings)
        .containsExactly(
            new NameBinding(
                "lab",
                42,
                MacAddress.parse("02:00:00:00:00:02"),
                IpAddress.parse("10.0.0.9"),
                "time.example.com",
                List.of(IpAddress.parse("192.0.2.1"), IpAddress.parse("192.0.2.2")),
                200));
  }

  @Test
  void binds_every_alias_on_the_way_with_the_smallest_ttl_from_there_on() {
    seeUdp(
        answer()
            .question("a.example", 28)
            .alias("a.example", 10, "b.example")
            .alias("b.example", 500, "c.example")
            .address("c.example", 60, "2001:db8::1")
            .message());
    assertThat(bindings)
        .extracting(NameBinding::name, NameBinding::ttlSeconds)
        .containsExactly(tuple("a.example", 10L), tuple("b.example", 60L), tuple("c.example", 60L));
    assertThat(bindings)
        .allMatch(binding -> binding.addresses().equals(List.of(IpAddress.parse("2001:db8::1"))));
  }

  @Test
  void follows_compression_pointers() {
    byte[] pointer = {(byte) 0xC0, 12};
    byte[] address = {(byte) 192, 0, 2, 7};
    seeUdp(answer().question("cam.example", 1).record(pointer, 1, 9, address).message());
    assertThat(bindings).extracting(NameBinding::name).containsExactly("cam.example");
  }

  @Test
  void does_not_believe_addresses_of_names_nobody_asked_for() {
    seeUdp(answer().question("a.example", 1).address("bank.example", 300, "192.0.2.66").message());
    assertThat(bindings).isEmpty();
    assertThat(tap.malformed()).isZero();
  }

  @Test
  void leaves_queries_errors_and_other_operations_alone() {
    DnsBuilder message = answer().question("a.example", 1).address("a.example", 1, "192.0.2.1");
    seeUdp(message.flags(0x0100).message());
    seeUdp(message.flags(0x8183).message());
    seeUdp(message.flags(0xA800).message());
    see(packet().udpPorts(5353, 5353, message.flags(0x8180).message()));
    assertThat(bindings).isEmpty();
    assertThat(tap.malformed()).isZero();
    seeUdp(message.message());
    assertThat(bindings).hasSize(1);
  }

  @Test
  void a_loop_of_aliases_ends() {
    seeUdp(
        answer()
            .question("a.example", 1)
            .alias("a.example", 1, "b.example")
            .alias("b.example", 1, "a.example")
            .message());
    assertThat(bindings).isEmpty();
  }

  @Test
  void a_chain_of_aliases_is_followed_sixteen_steps() {
    for (int length : new int[] {16, 17}) {
      bindings.clear();
      DnsBuilder message = answer().question("n0.example", 1);
      for (int i = 0; i < length; i++) {
        message.alias("n" + i + ".example", 1, "n" + (i + 1) + ".example");
      }
      seeUdp(message.address("n" + length + ".example", 1, "192.0.2.1").message());
      assertThat(bindings).hasSize(length == 16 ? 17 : 0);
    }
  }

  @Test
  void counts_names_that_run_in_circles_or_out_of_the_message_as_malformed() {
    byte[] self = {(byte) 0xC0, 27, 0, 1, 0, 1, 0, 0, 0, 1, 0, 4, 1, 2, 3, 4};
    seeUdp(answer().question("a.example", 1).raw(1, self).message());
    byte[] forward = {(byte) 0xC0, 40, 0, 1, 0, 1, 0, 0, 0, 1, 0, 4, 1, 2, 3, 4};
    seeUdp(answer().question("a.example", 1).raw(1, forward).message());
    byte[] reserved = {(byte) 0x80, 1, 0, 1, 0, 1, 0, 0, 0, 1, 0, 4, 1, 2, 3, 4};
    seeUdp(answer().question("a.example", 1).raw(1, reserved).message());
    byte[] whole = answer().question("a.example", 1).address("a.example", 1, "192.0.2.1").message();
    seeUdp(Arrays.copyOf(whole, whole.length - 1));
    seeUdp(answer().question("a.example", 1).raw(1).message());
    seeUdp(new byte[5]);
    assertThat(tap.malformed()).isEqualTo(6);
    assertThat(bindings).isEmpty();
  }

  @Test
  void a_name_longer_than_255_octets_is_malformed() {
    String label = "x".repeat(63);
    String name = label + "." + label + "." + label + "." + "x".repeat(61);
    seeUdp(answer().question(name, 1).address(name, 1, "192.0.2.1").message());
    assertThat(bindings).hasSize(1);
    seeUdp(answer().question(name + "x", 1).address(name + "x", 1, "192.0.2.1").message());
    assertThat(tap.malformed()).isEqualTo(1);
  }

  @Test
  void escapes_what_does_not_belong_into_a_name() {
    byte[] odd = {4, 'a', '.', 7, (byte) 0xFF, 0};
    byte[] message = answer().record(odd, 1, 1, new byte[] {1, 2, 3, 4}).message();
    message[5] = 1;
    byte[] tail = {0, 1, 0, 1};
    byte[] built =
        ByteBuffer.allocate(12 + odd.length + 4 + message.length - 12)
            .put(message, 0, 12)
            .put(odd)
            .put(tail)
            .put(message, 12, message.length - 12)
            .array();
    seeUdp(built);
    assertThat(bindings).extracting(NameBinding::name).containsExactly("a\\.\\007\\255");
  }

  @Test
  void reads_a_message_that_fills_a_tcp_segment_and_counts_others() {
    byte[] message =
        answer().question("a.example", 1).address("a.example", 1, "192.0.2.1").message();
    byte[] framed =
        ByteBuffer.allocate(message.length + 2)
            .putShort((short) message.length)
            .put(message)
            .array();
    see(packet().tcp(53, 40_000, TcpFlags.ACK, 1, framed));
    assertThat(bindings).hasSize(1);
    see(packet().tcp(53, 40_000, TcpFlags.ACK, 1, Arrays.copyOf(framed, framed.length - 1)));
    assertThat(bindings).hasSize(1);
    assertThat(tap.incomplete()).isEqualTo(1);
  }

  @Test
  void a_ttl_with_the_highest_bit_set_is_zero() {
    seeUdp(
        answer()
            .question("a.example", 1)
            .address("a.example", 0x8000_0000L, "192.0.2.1")
            .message());
    assertThat(bindings).extracting(NameBinding::ttlSeconds).containsExactly(0L);
  }

  @Test
  void survives_messages_damaged_at_random() {
    Random random = new Random(53);
    byte[] whole =
        answer()
            .question("a.example", 1)
            .alias("a.example", 10, "b.example")
            .record(new byte[] {(byte) 0xC0, 12}, 5, 7, new byte[] {(byte) 0xC0, 12})
            .address("b.example", 60, "192.0.2.1")
            .message();
    for (int round = 0; round < 50_000; round++) {
      byte[] damaged = Arrays.copyOf(whole, 1 + random.nextInt(whole.length));
      for (int i = random.nextInt(6); i >= 0; i--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      seeUdp(damaged);
    }
    assertThat(tap.malformed()).isGreaterThan(10_000);
    assertThat(bindings).allMatch(binding -> binding.name().length() <= 4 * 255);
  }
}
