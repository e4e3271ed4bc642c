package io.mudlark.jobs.collect;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Documents that wait for a store, and the thread that writes them in their order.
 *
 * <p>While the store is away they wait, up to a limit; beyond it {@link #put} holds its caller
 * back, which over TCP holds the exporters back. Nothing is dropped here before {@link #finish}
 * runs out of time.
 */
final class StoreQueue {
  private static final Logger PROBLEMS = LoggerFactory.getLogger("io.mudlark.problems");

  private static final long LAST_CALL_MILLIS = 10_000;

  private final FlowStore store;
  private final StoreLimits limits;
  private final Thread writer;
  private final Object lock = new Object();
  private final CountDownLatch hopeless = new CountDownLatch(1);
  private final ArrayDeque<CollectedFlow> waiting = new ArrayDeque<>();
  private long waitingOctets;
  private long writing;
  private long offered;
  private long stored;
  private long present;
  private long refused;
  private long givenUp;
  private long failures;
  private long held;
  private boolean ending;

  StoreQueue(FlowStore store, StoreLimits limits) {
    this.store = store;
    this.limits = limits;
    this.writer = new Thread(this::run, "mudlark-store");
    writer.setDaemon(true);
  }

  /** Begins to write. */
  StoreQueue start() {
    writer.start();
    return this;
  }

  /** Adds a document, when there is room for it. After {@link #finish} it is given up at once. */
  void put(CollectedFlow flow) throws InterruptedException {
    synchronized (lock) {
      offered++;
      if (isFull() && !ending) {
        held++;
      }
      while (isFull() && !ending) {
        lock.wait();
      }
      if (ending) {
        givenUp++;
        return;
      }
      waiting.add(flow);
      waitingOctets += flow.octets();
      lock.notifyAll();
    }
  }

  /** One document has always room, however large. */
  private boolean isFull() {
    long count = waiting.size() + writing;
    return count >= limits.flows() || (count > 0 && waitingOctets >= limits.octets());
  }

  private void run() {
    try {
      List<CollectedFlow> batch = next();
      while (batch != null) {
        write(batch);
        batch = next();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The next documents to write, or null when there will be none. */
  private @Nullable List<CollectedFlow> next() throws InterruptedException {
    synchronized (lock) {
      while (waiting.isEmpty() && !ending) {
        lock.wait();
      }
      if (waiting.isEmpty() || hopeless.getCount() == 0) {
        return null;
      }
      List<CollectedFlow> batch = new ArrayList<>();
      while (batch.size() < limits.batch() && !waiting.isEmpty()) {
        batch.add(waiting.remove());
      }
      writing = batch.size();
      return batch;
    }
  }

  private void write(List<CollectedFlow> batch) throws InterruptedException {
    long pause = limits.firstPause().toMillis();
    boolean told = false;
    FlowStore.Written written = attempt(batch, told);
    while (written == null) {
      told = true;
      synchronized (lock) {
        failures++;
      }
      if (hopeless.await(pause, TimeUnit.MILLISECONDS)) {
        return;
      }
      pause = Math.min(2 * pause, limits.longestPause().toMillis());
      written = attempt(batch, told);
    }
    settle(batch, written);
    if (told) {
      PROBLEMS.info("{}: is back", store.name());
    }
  }

  /** Writes a batch; null when the store is away, which is told of once. */
  private FlowStore.@Nullable Written attempt(List<CollectedFlow> batch, boolean told) {
    try {
      return store.write(batch);
    } catch (IOException e) {
      if (!told) {
        PROBLEMS.warn("{}: {}; trying again, flows wait", store.name(), e.getMessage());
      }
      return null;
    } catch (RuntimeException e) {
      // a document that the store's driver cannot express, say: the others must go on
      boolean ended = hopeless.getCount() == 0;
      return ended ? null : new FlowStore.Written(0, 0, batch.size(), String.valueOf(e));
    }
  }

  private void settle(List<CollectedFlow> batch, FlowStore.Written written) {
    if (written.refused() > 0) {
      PROBLEMS.warn("{}: {} refused: {}", store.name(), flows(written.refused()), written.reason());
    }
    synchronized (lock) {
      stored += written.stored();
      present += written.present();
      refused += written.refused();
      writing = 0;
      for (CollectedFlow flow : batch) {
        waitingOctets -= flow.octets();
      }
      lock.notifyAll();
    }
  }

  private static String flows(long count) {
    return count == 1 ? "1 flow" : count + " flows";
  }

  /**
   * Writes what waits and ends.
   *
   * @param patience how long that may take; what is not written then is counted as given up
   */
  StoreAccount finish(Duration patience) throws InterruptedException {
    synchronized (lock) {
      ending = true;
      lock.notifyAll();
    }
    writer.join(Math.max(1, patience.toMillis()));
    hopeless.countDown();
    if (writer.isAlive()) {
      writer.interrupt();
      writer.join(LAST_CALL_MILLIS);
    }
    try {
      store.close();
    } catch (IOException e) {
      PROBLEMS.warn("{}: {}", store.name(), e.getMessage());
    }
    synchronized (lock) {
      givenUp += waiting.size() + writing;
      waiting.clear();
      writing = 0;
    }
    return account();
  }

  StoreAccount account() {
    synchronized (lock) {
      return new StoreAccount(
          store.name(),
          offered,
          stored,
          present,
          refused,
          givenUp,
          waiting.size() + writing,
          failures,
          held);
    }
  }
}
