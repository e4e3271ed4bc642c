package io.mudlark.jobs.collect;

import io.mudlark.source.datagram.DatagramReader;
import io.mudlark.source.datagram.DatagramReceiver;
import io.mudlark.source.datagram.ExportDatagram;
import io.mudlark.source.datagram.ListenAddress;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes flow exports from sockets or recordings and stores one document a flow.
 *
 * <p>One thread a receiver, one a store. When a store has no room the receivers stop fetching.
 */
public final class Collector {
  private static final Logger PROBLEMS = LoggerFactory.getLogger("io.mudlark.problems");
  private static final Duration POLL = Duration.ofMillis(200);
  private static final int AT_ONCE = 256;
  private static final int LAST_ROUNDS = 64;

  private final CollectorRules rules;
  private final List<StoreQueue> stores = new ArrayList<>();
  private final List<MessageIntake> intakes = new ArrayList<>();
  private final List<DatagramReceiver> receivers = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean stopping;

  /**
   * @param stores where to write
   * @param limits of each store's buffer
   * @param rules how messages are read and documents made
   */
  public Collector(List<? extends FlowStore> stores, StoreLimits limits, CollectorRules rules) {
    this.rules = rules;
    for (FlowStore store : stores) {
      this.stores.add(new StoreQueue(store, limits).start());
    }
  }

  private synchronized MessageIntake intake(String site) {
    MessageIntake intake =
        new MessageIntake(rules.decoding(), new FlowDocuments(site, rules.compat()), stores);
    intakes.add(intake);
    return intake;
  }

  /** Listens from now on. */
  public synchronized void listen(DatagramReceiver receiver) {
    MessageIntake intake = intake(ListenAddress.DEFAULT_SITE);
    receivers.add(receiver);
    Thread thread = new Thread(() -> receive(receiver, intake), "mudlark-collect");
    thread.setDaemon(true);
    threads.add(thread);
    thread.start();
  }

  private void receive(DatagramReceiver receiver, MessageIntake intake) {
    try {
      List<ExportDatagram> batch = new ArrayList<>();
      int rounds = 0;
      // once told to stop, what came before that is still fetched
      while (!stopping || (rounds++ < LAST_ROUNDS && !batch.isEmpty())) {
        batch.clear();
        receiver.poll(AT_ONCE, stopping ? Duration.ZERO : POLL, batch::add);
        for (ExportDatagram datagram : batch) {
          intake.accept(datagram);
        }
        intake.publish();
      }
    } catch (IOException e) {
      PROBLEMS.warn("{}: {}", receiver.address(), e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      intake.publish();
    }
  }

  /** Reads a recording to its end. */
  public void read(DatagramReader reader) throws IOException, InterruptedException {
    MessageIntake intake = intake(ListenAddress.DEFAULT_SITE);
    try {
      ExportDatagram datagram = reader.next();
      while (datagram != null && !stopping) {
        intake.accept(datagram);
        datagram = reader.next();
      }
    } finally {
      intake.publish();
    }
  }

  /** What happened so far; from any thread. */
  public synchronized CollectorAccount account() {
    IntakeAccount sum = IntakeAccount.NOTHING;
    for (MessageIntake intake : intakes) {
      sum = sum.plus(intake.account());
    }
    long kernelDrops = 0;
    long connections = 0;
    for (DatagramReceiver receiver : receivers) {
      kernelDrops += Math.max(0, receiver.account().kernelDrops());
      connections += receiver.account().connections();
    }
    return new CollectorAccount(
        sum, stores.stream().map(StoreQueue::account).toList(), kernelDrops, connections);
  }

  /**
   * Stops receiving, writes what waits, and ends.
   *
   * @param patience how long writing may take
   */
  public CollectorAccount stop(Duration patience) throws InterruptedException {
    stopping = true;
    Duration half = patience.dividedBy(2);
    joinReceivers(half);
    for (StoreQueue store : stores) {
      store.finish(half);
    }
    // a receiver that was held back by a full buffer has been let go by now
    joinReceivers(POLL.multipliedBy(2));
    CollectorAccount last = account();
    closeReceivers();
    return last;
  }

  private void joinReceivers(Duration patience) throws InterruptedException {
    for (Thread thread : List.copyOf(threads)) {
      thread.join(Math.max(1, patience.toMillis()));
    }
  }

  private synchronized void closeReceivers() {
    for (DatagramReceiver receiver : receivers) {
      try {
        receiver.close();
      } catch (IOException e) {
        PROBLEMS.warn("{}: {}", receiver.address(), e.getMessage());
      }
    }
  }
}
