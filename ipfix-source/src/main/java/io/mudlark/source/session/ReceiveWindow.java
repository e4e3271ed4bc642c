package io.mudlark.source.session;

import java.io.Serializable;
import java.time.Duration;

/**
 * How far the end of a flow may lie from the time when it was received.
 *
 * <p>It makes the watermark of a source of exports: what is received at a time {@code t} ends no
 * earlier than {@code t - maxDelay}, since anything else is quarantined. So an exporter whose clock
 * is wrong makes nobody else late.
 *
 * @param maxDelay before the receive time; results wait for so long
 * @param maxAhead behind the receive time, for clocks that go a little fast
 */
public record ReceiveWindow(Duration maxDelay, Duration maxAhead) implements Serializable {
  private static final long serialVersionUID = 1L;

  /** For live exports: five minutes, and one ahead. */
  public static final ReceiveWindow LIVE =
      new ReceiveWindow(Duration.ofMinutes(5), Duration.ofMinutes(1));

  /** For recorded exports, where nobody waits: two hours, and five minutes ahead. */
  public static final ReceiveWindow RECORDED =
      new ReceiveWindow(Duration.ofHours(2), Duration.ofMinutes(5));

  public ReceiveWindow {
    if (maxDelay.isNegative() || maxAhead.isNegative()) {
      throw new IllegalArgumentException("delays are not negative");
    }
  }

  /**
   * How far the receive time goes on before another watermark is worth sending, in milliseconds: a
   * tenth of what results wait for anyway, 100 to 1,000. Each one has every device looked at.
   */
  public long watermarkEveryMillis() {
    return Math.min(1_000, Math.max(100, maxDelay.toMillis() / 10));
  }

  /** The watermark of a source that has come to this receive time, both in milliseconds. */
  public long watermarkMillis(long receiveMillis) {
    return receiveMillis - maxDelay.toMillis() - 1;
  }
}
