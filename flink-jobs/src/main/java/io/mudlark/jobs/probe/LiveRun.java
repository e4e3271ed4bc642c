package io.mudlark.jobs.probe;

import io.mudlark.probe.capture.CapturedPacket;
import io.mudlark.probe.live.LiveAccount;
import io.mudlark.probe.live.LiveCapture;
import io.mudlark.probe.live.LiveCaptureException;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Captures until the process is told to end (SIGTERM, SIGINT); then everything open is exported
 * before the process goes.
 */
public final class LiveRun implements AutoCloseable {
  /** Time moves on without packets, but not past what the kernel may still hold. */
  private static final long BEHIND_NANOS = 1_000_000_000L;

  private static final Logger PROBLEMS = LoggerFactory.getLogger("io.mudlark.problems");
  private static final long SECOND = 1_000_000_000L;
  private static final long MINUTE = 60 * SECOND;
  private static final int PATIENCE_SECONDS = 20;
  private static final int DRAIN_SECONDS = 10;
  private static final long LAST_BLOCK_NANOS = 50_000_000L;

  private final LiveCapture capture;
  private final Clock clock;
  private final CountDownLatch done = new CountDownLatch(1);
  private LiveAccount account = new LiveAccount(0, 0, 0);
  private long saidAt;
  private long lostSaid;
  private long lossSaidAt;
  private volatile boolean stopped;

  public LiveRun(LiveCapture capture, Clock clock) {
    this.capture = capture;
    this.clock = clock;
  }

  /** The time now, nanoseconds since the Unix epoch. */
  public long nowNanos() {
    Instant now = clock.instant();
    return now.getEpochSecond() * SECOND + now.getNano();
  }

  /** Ends {@link #until} soon; may be called by any thread. */
  public void stop() {
    stopped = true;
  }

  /**
   * Captures until it is stopped.
   *
   * @param status takes a line with the counts every second
   */
  public void until(ProbeSession session, Consumer<String> status) throws LiveCaptureException {
    Runtime.getRuntime().addShutdownHook(new Thread(this::await, "mudlark-stop"));
    while (!stopped) {
      step(session, status);
    }
    drain(session);
    session.finish();
    account = capture.account();
  }

  /** Lets the process end. */
  @Override
  public void close() {
    done.countDown();
  }

  /** Takes what the kernel captured before the end was asked for. */
  private void drain(ProbeSession session) throws LiveCaptureException {
    long end = nowNanos();
    boolean more = true;
    while (more) {
      CapturedPacket packet = capture.next();
      long waited = nowNanos() - end;
      if (packet == null) {
        // the kernel hands over its last packets a moment later
        more = waited < LAST_BLOCK_NANOS;
      } else {
        session.accept(packet);
        session.tick();
        more = packet.timeNanos() <= end && waited < DRAIN_SECONDS * SECOND;
      }
    }
  }

  private void step(ProbeSession session, Consumer<String> status) throws LiveCaptureException {
    CapturedPacket packet = capture.next();
    if (packet != null) {
      session.accept(packet);
      session.tick();
      if (session.packets() % 1_024 != 0) {
        return;
      }
    } else {
      session.advanceTo(nowNanos() - BEHIND_NANOS);
      session.tick();
    }
    long now = nowNanos();
    if (now - saidAt >= SECOND) {
      saidAt = now;
      account = capture.account();
      status.accept(line(session));
      tellLoss(session, now);
    }
  }

  /** Whoever waits for records learns within a second that they get lost, and then each minute. */
  private void tellLoss(ProbeSession session, long now) {
    long lost = session.lost();
    if (lost > lostSaid && now - lossSaidAt >= MINUTE) {
      lostSaid = lost;
      lossSaidAt = now;
      PROBLEMS.warn("{} messages did not reach the collector so far", lost);
    }
  }

  private String line(ProbeSession session) {
    return String.format(
        Locale.ROOT,
        "%,d packets, %,d records, %,d open, %,d dropped by the kernel",
        session.packets(),
        session.records(),
        session.open(),
        account.dropped());
  }

  /** Runs when the process is told to end, and holds it until everything is exported. */
  private void await() {
    stop();
    try {
      if (!done.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        stop();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What the kernel counted, as of the end or the last second. */
  public LiveAccount account() {
    return account;
  }
}
