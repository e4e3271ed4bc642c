package io.mudlark.probe.meter;

import io.mudlark.flow.EndReason;
import io.mudlark.flow.FlowRecord;
import io.mudlark.flow.application.ApplicationFacet;
import io.mudlark.probe.packet.PacketView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Turns dissected packets into bidirectional flow records (RFC 5103), by packet time only.
 *
 * <p>The key is the 5-tuple with the outer VLAN id, both directions in one record. The initiator is
 * the sender of a TCP SYN, else the receiver of a SYN+ACK, else the sender of the first packet. Of
 * a TCP connection that goes on after a record was closed, the initiator is remembered.
 *
 * <p>Before a packet is counted, every record that its time makes idle or too old is emitted: the
 * end of an emitted record is never earlier than the time of the packet before minus the idle
 * timeout.
 */
public final class FlowMeter {
  private static final Comparator<FlowRecord> BY_END =
      Comparator.comparingLong(FlowRecord::endNanos).thenComparing(FlowRecord::id);

  private final String observationPoint;
  private final long activeNanos;
  private final long idleNanos;
  private final long memoryNanos;
  private final int maxFlows;
  private final Consumer<FlowRecord> out;
  // The seed decides only where entries lie in the table, never what is emitted or in which order.
  private final FlowTable table = new FlowTable(ThreadLocalRandom.current().nextLong());
  private final Chain recent = new Chain();
  private final Chain ages = new Chain();
  // Connections that may go on, and other conversations that were cut by the active timeout: kept
  // for different times, so each chain is in the order in which its entries expire.
  private final Chain connections = new Chain();
  private final Chain conversations = new Chain();
  private final StartOrdinals ordinals = new StartOrdinals();
  private final BiflowKey key = new BiflowKey();
  private long clockNanos = Long.MIN_VALUE;
  private long emitted;
  private long evicted;
  private long forgotten;
  private long lateTimes;

  public FlowMeter(String observationPoint, MeterConfig config, Consumer<FlowRecord> out) {
    this.observationPoint = observationPoint;
    this.activeNanos = config.activeTimeout().toNanos();
    this.idleNanos = config.idleTimeout().toNanos();
    this.memoryNanos = config.connectionMemory().toNanos();
    this.maxFlows = config.maxFlows();
    this.out = out;
  }

  /** Counts a packet; a time before that of an earlier packet is taken as that packet's time. */
  public void accept(PacketView packet) {
    long now = packet.timeNanos();
    if (now < clockNanos) {
      now = clockNanos;
      lateTimes++;
    }
    advanceTo(now);
    key.set(packet);
    FlowEntry entry = open(table.find(key), packet, now);
    entry.add(packet, key.fromA, now);
    recent.append(entry.byRecency);
  }

  /**
   * Says what is known of the application of a packet's connection; every record of it tells so
   * from now on. The packet must have been counted.
   */
  public void annotate(PacketView packet, ApplicationFacet facet) {
    key.set(packet);
    FlowEntry entry = table.find(key);
    if (entry != null) {
      entry.application = facet;
    }
  }

  /** Emits what is idle or too old at this time, which is not before any earlier one. */
  public void advanceTo(long nowNanos) {
    clockNanos = Math.max(clockNanos, nowNanos);
    FlowEntry entry = recent.first();
    while (entry != null && entry.lastNanos < clockNanos - idleNanos) {
      close(entry, EndReason.IDLE_TIMEOUT);
      if (entry.isKnownConnection()) {
        connections.append(entry.byRecency);
      } else {
        discard(entry);
      }
      entry = recent.first();
    }
    entry = ages.first();
    while (entry != null && clockNanos - entry.startNanos >= activeNanos) {
      close(entry, EndReason.ACTIVE_TIMEOUT);
      (entry.isTcp() ? connections : conversations).append(entry.byRecency);
      entry = ages.first();
    }
    forgetStale(connections);
    forgetStale(conversations);
  }

  private void forgetStale(Chain remembered) {
    FlowEntry entry = remembered.first();
    while (entry != null && isStale(entry)) {
      discard(entry);
      entry = remembered.first();
    }
  }

  /** TCP is remembered for long, anything else only as long as it would have stayed open. */
  private boolean isStale(FlowEntry entry) {
    return entry.lastNanos
        < clockNanos - (entry.isTcp() ? Math.max(memoryNanos, idleNanos) : idleNanos);
  }

  /** The entry that the packet is to be counted in, with an open record. */
  private FlowEntry open(@Nullable FlowEntry found, PacketView packet, long now) {
    FlowEntry entry = found;
    if (entry == null) {
      makeRoom();
      entry = new FlowEntry();
      entry.begin(key, packet);
      table.add(entry);
    } else if (entry.isSucceededBy(packet, key.fromA)) {
      if (entry.open) {
        close(entry, EndReason.END_DETECTED);
      }
      entry.begin(key, packet);
    } else if (entry.open) {
      return entry;
    } else if (isStale(entry)) {
      entry.begin(key, packet);
    }
    entry.openRecord(now, ordinals.next(entry.key.recordHash(), now));
    ages.append(entry.byAge);
    return entry;
  }

  private void makeRoom() {
    if (table.size() < maxFlows) {
      return;
    }
    FlowEntry memory = connections.first() != null ? connections.first() : conversations.first();
    FlowEntry oldest = recent.first();
    if (memory != null) {
      forgotten++;
      discard(memory);
    } else if (oldest != null) {
      evicted++;
      close(oldest, EndReason.LACK_OF_RESOURCES);
      discard(oldest);
    }
  }

  private void close(FlowEntry entry, EndReason reason) {
    emit(entry.record(observationPoint, reason));
    entry.open = false;
    entry.byAge.remove();
  }

  private void emit(FlowRecord flow) {
    emitted++;
    out.accept(flow);
  }

  private void discard(FlowEntry entry) {
    entry.byRecency.remove();
    table.remove(entry);
  }

  /** Emits every open record, by end and then id, and forgets everything. */
  public void flush() {
    List<FlowRecord> rest = new ArrayList<>();
    for (FlowEntry entry : table.entries()) {
      if (entry.open) {
        rest.add(entry.record(observationPoint, EndReason.FORCED_END));
        entry.byAge.remove();
      }
      discard(entry);
    }
    rest.sort(BY_END);
    rest.forEach(this::emit);
  }

  /** Records emitted so far. */
  public long emitted() {
    return emitted;
  }

  /** Open records that were closed early because the meter was full. */
  public long evicted() {
    return evicted;
  }

  /** Remembered connections that were forgotten early because the meter was full. */
  public long forgotten() {
    return forgotten;
  }

  /** Packets whose time was before that of an earlier packet. */
  public long lateTimes() {
    return lateTimes;
  }
}
