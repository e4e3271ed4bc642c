package io.mudlark.probe.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import javax.net.SocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class StreamTargetTest {
  private static final byte[] MESSAGE = new byte[65_000];

  /** A clock that goes on when it is told to. */
  private static final class Hand extends Clock {
    private Instant now = Instant.ofEpochSecond(1_700_000_000);

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  private final Hand clock = new Hand();

  private static long sendUntilClosed(StreamTarget target) {
    long messages = 0;
    while (target.isOpen() && messages < 2_000) {
      target.send(MESSAGE);
      messages++;
    }
    assertThat(target.isOpen()).isFalse();
    return messages;
  }

  @Test
  @Timeout(60)
  void a_collector_that_never_reads_does_not_stop_the_probe() throws IOException {
    try (ServerSocket silent = new ServerSocket()) {
      silent.setReceiveBufferSize(4_096);
      silent.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      InetSocketAddress address =
          new InetSocketAddress(silent.getInetAddress(), silent.getLocalPort());
      try (StreamTarget target =
          StreamTarget.open(SocketFactory.getDefault(), address, clock, Duration.ofMillis(200))) {
        long messages = sendUntilClosed(target);
        assertThat(target.lost()).isEqualTo(1);
        assertThat(target.sent()).isEqualTo(messages - 1);
        target.send(MESSAGE);
        assertThat(target.lost()).isEqualTo(2);
        // tried again after a second, and since that made the probe wait, too, after two
        assertThat(target.session()).isEqualTo(1);
        clock.now = clock.now.plusSeconds(1);
        assertThat(target.session()).isEqualTo(2);
        sendUntilClosed(target);
        clock.now = clock.now.plusSeconds(1);
        assertThat(target.session()).isEqualTo(2);
        clock.now = clock.now.plusSeconds(1);
        assertThat(target.session()).isEqualTo(3);
        assertThat(target.isOpen()).isTrue();
        assertThat(target.lost()).isEqualTo(3);
      }
    }
  }
}
