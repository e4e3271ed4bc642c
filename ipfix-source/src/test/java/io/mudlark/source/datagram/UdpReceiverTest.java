package io.mudlark.source.datagram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UdpReceiverTest {
  private static final Duration WAIT = Duration.ofSeconds(5);
  private static final Clock NOW =
      Clock.fixed(Instant.parse("2026-01-01T00:00:00.000000007Z"), ZoneOffset.UTC);

  private static UdpSettings at(String address) {
    return UdpSettings.of(ListenAddress.parse(address));
  }

  private static void send(InetSocketAddress to, int count, int octets) throws IOException {
    InetAddress host =
        to.getAddress().isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : to.getAddress();
    try (DatagramSocket socket = new DatagramSocket()) {
      for (int i = 0; i < count; i++) {
        byte[] bytes = new byte[octets];
        bytes[0] = (byte) i;
        socket.send(new DatagramPacket(bytes, octets, host, to.getPort()));
      }
    }
  }

  private static List<ExportDatagram> take(DatagramReceiver receiver, int count)
      throws IOException {
    List<ExportDatagram> taken = new ArrayList<>();
    int polled = 1;
    while (taken.size() < count && polled > 0) {
      polled = receiver.poll(count - taken.size(), Duration.ofMillis(300), taken::add);
    }
    return taken;
  }

  @ParameterizedTest
  @ValueSource(strings = {"udp://127.0.0.1:0?site=lab", "udp://[::1]:0?site=lab"})
  void hands_out_each_datagram_with_its_sender_and_time(String address) throws IOException {
    try (UdpReceiver receiver = UdpReceiver.open(at(address), NOW)) {
      send(receiver.address(), 3, 40);
      List<ExportDatagram> taken = take(receiver, 3);
      assertThat(taken).hasSize(3);
      assertThat(taken.get(2).bytes()).hasSize(40).startsWith(2);
      assertThat(taken.get(0).site()).isEqualTo("lab");
      assertThat(taken.get(0).exporter())
          .isEqualTo(address.contains("::") ? "udp:[::1]" : "udp:127.0.0.1");
      assertThat(taken.get(0).receiveNanos()).isEqualTo(1_767_225_600_000_000_007L);
      assertThat(receiver.account().messages()).isEqualTo(3);
      assertThat(receiver.account().octets()).isEqualTo(120);
    }
  }

  @Test
  void all_addresses_take_ipv4_under_its_own_name() throws IOException {
    try (UdpReceiver receiver = UdpReceiver.open(at("udp://*:0"), NOW)) {
      try (DatagramSocket socket = new DatagramSocket()) {
        InetAddress v4 = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        socket.send(new DatagramPacket(new byte[30], 30, v4, receiver.address().getPort()));
      }
      assertThat(take(receiver, 1).get(0).exporter()).isEqualTo("udp:127.0.0.1");
    }
  }

  @Test
  void two_ports_of_an_address_are_two_sessions_where_that_is_wanted() throws IOException {
    UdpSettings settings =
        new UdpSettings(ListenAddress.parse("udp://127.0.0.1:0"), 1 << 20, false, true);
    try (UdpReceiver receiver = UdpReceiver.open(settings, NOW)) {
      send(receiver.address(), 1, 20);
      send(receiver.address(), 1, 20);
      List<ExportDatagram> taken = take(receiver, 2);
      assertThat(taken.get(0).exporter()).matches("udp:127\\.0\\.0\\.1:\\d+");
      assertThat(taken.get(0).exporter()).isNotEqualTo(taken.get(1).exporter());
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void what_the_kernel_drops_is_counted_and_told_with_the_next_datagram() throws IOException {
    UdpSettings small =
        new UdpSettings(ListenAddress.parse("udp://127.0.0.1:0"), 65_536, false, false);
    try (UdpReceiver receiver = UdpReceiver.open(small, NOW)) {
      send(receiver.address(), 1000, 1400);
      List<ExportDatagram> taken = take(receiver, 1000);
      long dropped = 1000L - taken.size();
      assertThat(dropped).isPositive();
      assertThat(receiver.account().kernelDrops()).isEqualTo(dropped);
      assertThat(taken.get(0).droppedBefore()).isEqualTo(dropped);
      assertThat(taken.stream().mapToLong(ExportDatagram::droppedBefore).sum()).isEqualTo(dropped);
    }
  }

  @Test
  void several_sockets_share_a_port_and_know_their_own_drops() throws IOException {
    UdpSettings first = at("udp://127.0.0.1:0").withShared(true);
    try (UdpReceiver one = UdpReceiver.open(first, NOW);
        UdpReceiver two =
            UdpReceiver.open(
                at("udp://127.0.0.1:" + one.address().getPort()).withShared(true), NOW)) {
      for (int i = 0; i < 40; i++) {
        send(one.address(), 1, 20);
      }
      int sum = take(one, 40).size() + take(two, 40).size();
      assertThat(sum).isEqualTo(40);
      assertThat(one.account().kernelDrops()).isEqualTo(two.account().kernelDrops());
    }
  }

  @Test
  void tells_how_much_buffer_was_asked_for_and_granted() throws IOException {
    try (UdpReceiver receiver = UdpReceiver.open(at("udp://127.0.0.1:0"), NOW)) {
      ReceiverAccount account = receiver.account();
      assertThat(account.bufferAsked()).isEqualTo(8_000_000);
      assertThat(account.bufferGranted()).isBetween(65_536, 8_000_000);
    }
  }

  @Test
  void an_address_in_use_is_named() throws IOException {
    try (UdpReceiver receiver = UdpReceiver.open(at("udp://127.0.0.1:0"), NOW)) {
      String taken = "udp://127.0.0.1:" + receiver.address().getPort();
      assertThatThrownBy(() -> UdpReceiver.open(at(taken), NOW))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("cannot listen at " + taken);
    }
  }

  @Test
  void receive_times_never_go_back() throws IOException {
    List<Instant> ticks =
        new ArrayList<>(List.of(Instant.ofEpochSecond(100), Instant.ofEpochSecond(50)));
    Clock unsteady =
        new Clock() {
          @Override
          public ZoneOffset getZone() {
            return ZoneOffset.UTC;
          }

          @Override
          public Clock withZone(java.time.ZoneId zone) {
            return this;
          }

          @Override
          public Instant instant() {
            return ticks.remove(0);
          }
        };
    try (UdpReceiver receiver = UdpReceiver.open(at("udp://127.0.0.1:0"), unsteady)) {
      send(receiver.address(), 1, 20);
      long before = take(receiver, 1).get(0).receiveNanos();
      send(receiver.address(), 1, 20);
      assertThat(take(receiver, 1).get(0).receiveNanos()).isEqualTo(before);
    }
  }

  @Test
  void a_closed_receiver_hands_out_nothing() throws IOException {
    UdpReceiver receiver = UdpReceiver.open(at("udp://127.0.0.1:0"), NOW);
    receiver.close();
    assertThat(receiver.poll(1, WAIT, datagram -> {})).isZero();
  }
}
