package io.mudlark.source.datagram;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudlark.source.session.SessionKey;
import io.mudlark.source.testing.Exports;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;

class TcpReceiverTest {
  private static final Clock NOW =
      Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);
  private static final ListenAddress ANY = ListenAddress.parse("tcp://127.0.0.1:0?site=lab");

  private static Socket connect(TcpReceiver receiver) throws IOException {
    InetSocketAddress address = receiver.address();
    return new Socket(address.getAddress(), address.getPort());
  }

  private static List<ExportDatagram> take(TcpReceiver receiver, int count) throws IOException {
    List<ExportDatagram> taken = new ArrayList<>();
    int empty = 0;
    while (taken.size() < count && empty < 20) {
      int polled = receiver.poll(count - taken.size(), Duration.ofMillis(500), taken::add);
      empty = polled == 0 ? empty + 1 : 0;
    }
    return taken;
  }

  /** Waits up to ten seconds for a count of another thread. */
  private static void await(TcpReceiver receiver, ToLongFunction<TcpReceiver> count, long wanted)
      throws InterruptedException {
    for (int i = 0; i < 1000 && count.applyAsLong(receiver) != wanted; i++) {
      Thread.sleep(10);
    }
    assertThat(count.applyAsLong(receiver)).isEqualTo(wanted);
  }

  @Test
  void messages_are_cut_by_their_length_however_they_arrive() throws IOException {
    Exports exporter = new Exports(7);
    byte[] first = exporter.templates();
    byte[] second = exporter.message(5, Exports.START_NANOS);
    try (TcpReceiver receiver = TcpReceiver.open(TcpSettings.of(ANY, null), NOW);
        Socket socket = connect(receiver)) {
      OutputStream out = socket.getOutputStream();
      byte[] both = Arrays.copyOf(first, first.length + second.length);
      System.arraycopy(second, 0, both, first.length, second.length);
      out.write(both, 0, 9);
      out.flush();
      out.write(both, 9, both.length - 9);
      out.flush();
      List<ExportDatagram> taken = take(receiver, 2);
      assertThat(taken.get(0).bytes()).isEqualTo(first);
      assertThat(taken.get(1).bytes()).isEqualTo(second);
      assertThat(taken.get(1).exporter()).isEqualTo("tcp:127.0.0.1:" + socket.getLocalPort());
      assertThat(taken.get(1).site()).isEqualTo("lab");
      assertThat(taken.get(1).isConnectionless()).isFalse();
    }
  }

  @Test
  void several_connections_are_sessions_of_their_own() throws IOException {
    byte[] message = new Exports(7).templates();
    try (TcpReceiver receiver = TcpReceiver.open(TcpSettings.of(ANY, null), NOW);
        Socket one = connect(receiver);
        Socket two = connect(receiver)) {
      one.getOutputStream().write(message);
      two.getOutputStream().write(message);
      assertThat(take(receiver, 2)).extracting(ExportDatagram::exporter).doesNotHaveDuplicates();
      assertThat(receiver.account().connections()).isEqualTo(2);
    }
  }

  @Test
  void the_end_of_a_connection_is_told_behind_its_messages_for_each_of_its_domains()
      throws IOException {
    try (TcpReceiver receiver = TcpReceiver.open(TcpSettings.of(ANY, null), NOW)) {
      try (Socket socket = connect(receiver)) {
        socket.getOutputStream().write(new Exports(7).templates());
        socket.getOutputStream().write(new Exports(9).templates());
        assertThat(take(receiver, 2)).noneMatch(ExportDatagram::isEnd);
      }
      List<ExportDatagram> ends = take(receiver, 2);
      assertThat(ends).allMatch(ExportDatagram::isEnd);
      assertThat(ends).extracting(end -> SessionKey.of(end).domain()).containsExactly(7L, 9L);
      assertThat(receiver.account().messages()).isEqualTo(2);
    }
  }

  @Test
  void a_connection_that_is_not_ipfix_is_closed_and_counted()
      throws IOException, InterruptedException {
    try (TcpReceiver receiver = TcpReceiver.open(TcpSettings.of(ANY, null), NOW);
        Socket socket = connect(receiver)) {
      socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(US_ASCII));
      await(receiver, r -> r.account().broken(), 1);
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void connections_beyond_the_limit_are_refused_and_counted()
      throws IOException, InterruptedException {
    TcpSettings one = new TcpSettings(ANY, 1, Duration.ofMinutes(1), 8, null);
    try (TcpReceiver receiver = TcpReceiver.open(one, NOW);
        Socket first = connect(receiver)) {
      await(receiver, TcpReceiver::openConnections, 1);
      try (Socket second = connect(receiver)) {
        await(receiver, r -> r.account().refused(), 1);
        assertThat(second.getInputStream().read()).isEqualTo(-1);
      }
      first.getOutputStream().write(new Exports(7).templates());
      assertThat(take(receiver, 1)).hasSize(1);
    }
  }

  @Test
  void a_silent_connection_is_closed_and_counted() throws IOException, InterruptedException {
    TcpSettings hasty = new TcpSettings(ANY, 4, Duration.ofMillis(50), 8, null);
    try (TcpReceiver receiver = TcpReceiver.open(hasty, NOW);
        Socket socket = connect(receiver)) {
      await(receiver, r -> r.account().idle(), 1);
      await(receiver, TcpReceiver::openConnections, 0);
      assertThat(socket.isConnected()).isTrue();
    }
  }

  @Test
  void an_exporter_is_held_back_while_nobody_fetches() throws Exception {
    byte[] message = new Exports(7).message(12, Exports.START_NANOS);
    TcpSettings narrow = new TcpSettings(ANY, 4, Duration.ofMinutes(1), 2, null);
    int messages = 20_000;
    try (TcpReceiver receiver = TcpReceiver.open(narrow, NOW);
        Socket socket = connect(receiver)) {
      Thread exporter =
          new Thread(
              () -> {
                try {
                  for (int i = 0; i < messages; i++) {
                    socket.getOutputStream().write(message);
                  }
                } catch (IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              });
      exporter.setDaemon(true);
      exporter.start();
      exporter.join(300);
      assertThat(exporter.isAlive()).as("waits for the receiver").isTrue();
      assertThat(take(receiver, messages).size()).isEqualTo(messages);
      exporter.join(5000);
      assertThat(exporter.isAlive()).isFalse();
    }
  }

  @Test
  void closing_ends_all_connections() throws IOException {
    TcpReceiver receiver = TcpReceiver.open(TcpSettings.of(ANY, null), NOW);
    try (Socket socket = connect(receiver)) {
      socket.getOutputStream().write(new Exports(7).templates());
      assertThat(take(receiver, 1)).hasSize(1);
      receiver.close();
      socket.setSoTimeout(5000);
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
      assertThat(receiver.poll(1, Duration.ZERO, datagram -> {})).isZero();
    }
  }

  @Test
  void tls_without_keys_and_keys_without_tls_are_refused() {
    ListenAddress tls = ListenAddress.parse("tls://127.0.0.1:0");
    assertThatThrownBy(() -> TcpSettings.of(tls, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("needs keys");
    TlsKeys keys = new TlsKeys("a", "b", "c", "secret", List.of());
    assertThatThrownBy(() -> TcpSettings.of(ANY, keys))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(keys.toString()).doesNotContain("secret");
  }
}
