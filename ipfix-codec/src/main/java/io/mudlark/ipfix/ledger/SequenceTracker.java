package io.mudlark.ipfix.ledger;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Follows the sequence numbers of one exporter and domain and says what is missing.
 *
 * <p>Always {@code exported = received + lost + unresolved}, in the unit of the convention: a step
 * forward opens a gap, whose units are lost until a late message fills it within the reorder
 * window. A gap behind a message that held data of unknown length is unresolved: lost or
 * unreadable, nobody can tell, until the template comes. A restart of the exporter begins a new
 * epoch instead of a gap.
 */
final class SequenceTracker {
  private static final long MODULO = 1L << 32;
  private static final int MAX_GAPS = 64;

  /** A start of the exporter so much later is another start; modulo 2^32, when uptimes wrap. */
  private static final int RESTART_MILLIS = 5000;

  private final int window;
  private final long maxGap;
  private final SequenceConvention convention;
  private final boolean unitIsMessage;
  private boolean started;
  private long next;
  private long first;
  private long beganAt;
  private long arrivals;
  private long lastExportNanos;
  private long bootNanos;
  private boolean tailUncounted;
  private long exported;
  private long received;
  private long lost;
  private long unresolved;
  private long reordered;
  private long late;
  private long duplicateMessages;
  private long duplicateUnits;
  private long restarts;
  private final List<Gap> gaps = new ArrayList<>();
  private final ArrayDeque<Seen> recent = new ArrayDeque<>();

  /** Sequence numbers from {@code start} on that have not arrived. */
  private static final class Gap {
    private final long start;
    private final long length;
    private final boolean unresolved;
    private final long openedAt;

    Gap(long start, long length, boolean unresolved, long openedAt) {
      this.start = start;
      this.length = length;
      this.unresolved = unresolved;
      this.openedAt = openedAt;
    }
  }

  private record Seen(long sequence, long contentHash) {}

  /**
   * @param window messages that a late one may come behind its place
   * @param maxGap units beyond which a step forward is a restart rather than a loss
   * @param convention what the numbers count
   * @param unitIsMessage whether the standard's unit is the message
   */
  SequenceTracker(int window, long maxGap, SequenceConvention convention, boolean unitIsMessage) {
    this.window = window;
    this.maxGap = maxGap;
    this.convention = convention;
    this.unitIsMessage = unitIsMessage;
  }

  /** Takes a message in; says whether it is a duplicate of a recent one. */
  boolean accept(Arrival arrival) {
    arrivals++;
    boolean byMessage = byMessage();
    boolean flowsOnly = convention == SequenceConvention.RECORDS_AFTER;
    long units = byMessage ? 1 : flowsOnly ? arrival.flows() : arrival.records();
    boolean uncounted = !byMessage && arrival.uncounted();
    if (isDuplicate(arrival.sequence(), arrival.contentHash())) {
      duplicateMessages++;
      duplicateUnits += units;
      return true;
    }
    remember(arrival);
    if (convention == SequenceConvention.CONSTANT) {
      received += units;
      exported += units;
      return false;
    }
    long start = arrival.sequence();
    if (convention == SequenceConvention.RECORDS_AFTER) {
      start = start - units & MODULO - 1;
    }
    place(arrival, start, units, uncounted);
    expire();
    return false;
  }

  private boolean byMessage() {
    return convention == SequenceConvention.MESSAGES
        || (convention == SequenceConvention.STANDARD && unitIsMessage);
  }

  private void place(Arrival arrival, long start, long units, boolean uncounted) {
    long step = (int) (start - next);
    if (!started || (step != 0 && isRestart(arrival, step))) {
      begin(arrival, start);
      step = 0;
    }
    if (step >= 0) {
      if (step > 0) {
        open(next, step, tailUncounted);
      }
      advance(start, units, uncounted);
      lastExportNanos = Math.max(lastExportNanos, arrival.exportNanos());
      bootNanos = arrival.bootNanos();
    } else if (units > 0) {
      fill(start, units, uncounted);
    }
  }

  /**
   * A restart shows in the boot time, or in numbers that go back while the clock goes on: what
   * tells an uptime may tell that of its machine, which goes on when the exporter begins anew.
   */
  private boolean isRestart(Arrival arrival, long step) {
    if (arrival.bootNanos() != 0 && bootNanos != 0) {
      long laterMillis = (arrival.bootNanos() - bootNanos) / 1_000_000L;
      if ((int) laterMillis > RESTART_MILLIS) {
        return true;
      }
    }
    if (step > 0) {
      return step > maxGap;
    }
    // a message that was only overtaken is older than the one that overtook it
    return arrival.exportNanos() > lastExportNanos;
  }

  private void begin(Arrival arrival, long start) {
    if (started) {
      restarts++;
    }
    started = true;
    gaps.clear();
    next = start;
    first = start;
    beganAt = arrivals;
    tailUncounted = false;
    bootNanos = arrival.bootNanos();
    lastExportNanos = arrival.exportNanos();
  }

  private void open(long start, long length, boolean isUnresolved) {
    add(new Gap(start, length, isUnresolved, arrivals));
    exported += length;
    if (isUnresolved) {
      unresolved += length;
    } else {
      lost += length;
    }
  }

  /** One gap more, were it only because another one was split: the oldest gives way. */
  private void add(Gap gap) {
    gaps.add(gap);
    if (gaps.size() > MAX_GAPS) {
      gaps.remove(0);
    }
  }

  private void advance(long start, long units, boolean uncounted) {
    next = start + units & MODULO - 1;
    exported += units;
    received += units;
    tailUncounted = uncounted || (units == 0 && tailUncounted);
  }

  /** A message behind its place: it fills a gap, or comes too late to say which. */
  private void fill(long start, long units, boolean uncounted) {
    Gap gap = recentGapAt(start);
    long ahead = first - start & MODULO - 1;
    if (gap == null && ahead < maxGap && ahead >= units && arrivals - beganAt <= window) {
      extend(start, units, ahead, uncounted);
      return;
    }
    if (gap == null) {
      late += units;
      long credited = Math.min(units, lost - openLosses());
      lost -= credited;
      received += credited;
      duplicateUnits += units - credited;
      return;
    }
    take(gap, start, units, uncounted);
    reordered++;
  }

  /** Moves units out of the middle of a gap to what was received. */
  private void take(Gap gap, long start, long units, boolean restUnresolved) {
    long before = start - gap.start & MODULO - 1;
    long taken = Math.min(units, gap.length - before);
    long after = gap.length - before - taken;
    gaps.remove(gap);
    close(gap.length, gap.unresolved);
    if (before > 0) {
      reopen(new Gap(gap.start, before, gap.unresolved, gap.openedAt));
    }
    if (after > 0) {
      reopen(new Gap(start + taken & MODULO - 1, after, restUnresolved, gap.openedAt));
    }
    received += taken;
  }

  /** A message that overtaking ones had left behind at the very start of an epoch. */
  private void extend(long start, long units, long ahead, boolean uncounted) {
    first = start;
    exported += units;
    received += units;
    reordered++;
    if (ahead > units) {
      open(start + units & MODULO - 1, ahead - units, uncounted);
    }
  }

  private @Nullable Gap recentGapAt(long sequence) {
    Gap gap = gapAt(sequence);
    return gap != null && arrivals - gap.openedAt <= window ? gap : null;
  }

  private long openLosses() {
    return gaps.stream().filter(gap -> !gap.unresolved).mapToLong(gap -> gap.length).sum();
  }

  private void close(long length, boolean isUnresolved) {
    if (isUnresolved) {
      unresolved -= length;
    } else {
      lost -= length;
    }
  }

  private void reopen(Gap gap) {
    add(gap);
    close(-gap.length, gap.unresolved);
  }

  private @Nullable Gap gapAt(long sequence) {
    for (Gap gap : gaps) {
      if ((sequence - gap.start & MODULO - 1) < gap.length) {
        return gap;
      }
    }
    return null;
  }

  /** Forgets gaps that are older than the reorder window: what they miss stays lost. */
  private void expire() {
    for (Iterator<Gap> i = gaps.iterator(); i.hasNext(); ) {
      Gap gap = i.next();
      if (arrivals - gap.openedAt > window && !gap.unresolved) {
        i.remove();
      }
    }
  }

  /**
   * Data of an earlier message has become readable.
   *
   * @param sequence of that message
   * @param known records of it that had been counted before
   * @param records that are counted now
   */
  void resolve(long sequence, int known, int records) {
    if (byMessage() || convention == SequenceConvention.CONSTANT || records == 0) {
      return;
    }
    long start = sequence + known & MODULO - 1;
    Gap gap = gapAt(start);
    if (gap != null) {
      take(gap, start, records, gap.unresolved);
    } else if (started && next == start) {
      next = next + records & MODULO - 1;
      exported += records;
      received += records;
    }
  }

  /**
   * Whether a message of this number and content came a moment ago. Where numbers never move nobody
   * can tell: two flows may well be alike.
   */
  boolean isDuplicate(long sequence, long contentHash) {
    if (convention == SequenceConvention.CONSTANT) {
      return false;
    }
    for (Seen seen : recent) {
      if (seen.contentHash == contentHash && seen.sequence == sequence) {
        return true;
      }
    }
    return false;
  }

  private void remember(Arrival arrival) {
    recent.addLast(new Seen(arrival.sequence(), arrival.contentHash()));
    if (recent.size() > window) {
      recent.removeFirst();
    }
  }

  /** What the numbers are taken to count. */
  SequenceConvention convention() {
    return convention;
  }

  /** The account so far. */
  SequenceAccount account() {
    return new SequenceAccount(
        convention,
        exported,
        received,
        lost,
        unresolved,
        duplicateUnits,
        duplicateMessages,
        reordered,
        late,
        restarts);
  }

  void writeTo(DataOutput out) throws IOException {
    out.writeUTF(convention.name());
    out.writeBoolean(started);
    out.writeBoolean(tailUncounted);
    long[] numbers = {
      next,
      first,
      beganAt,
      arrivals,
      lastExportNanos,
      bootNanos,
      exported,
      received,
      lost,
      unresolved,
      reordered,
      late,
      duplicateMessages,
      duplicateUnits,
      restarts
    };
    for (long number : numbers) {
      out.writeLong(number);
    }
    out.writeByte(gaps.size());
    for (Gap gap : gaps) {
      out.writeLong(gap.start);
      out.writeLong(gap.length);
      out.writeBoolean(gap.unresolved);
      out.writeLong(gap.openedAt);
    }
    out.writeShort(recent.size());
    for (Seen seen : recent) {
      out.writeLong(seen.sequence);
      out.writeLong(seen.contentHash);
    }
  }

  static SequenceTracker readFrom(DataInput in, int window, long maxGap, boolean unitIsMessage)
      throws IOException {
    SequenceConvention convention = SequenceConvention.valueOf(in.readUTF());
    SequenceTracker tracker = new SequenceTracker(window, maxGap, convention, unitIsMessage);
    tracker.started = in.readBoolean();
    tracker.tailUncounted = in.readBoolean();
    tracker.next = in.readLong();
    tracker.first = in.readLong();
    tracker.beganAt = in.readLong();
    tracker.arrivals = in.readLong();
    tracker.lastExportNanos = in.readLong();
    tracker.bootNanos = in.readLong();
    tracker.exported = in.readLong();
    tracker.received = in.readLong();
    tracker.lost = in.readLong();
    tracker.unresolved = in.readLong();
    tracker.reordered = in.readLong();
    tracker.late = in.readLong();
    tracker.duplicateMessages = in.readLong();
    tracker.duplicateUnits = in.readLong();
    tracker.restarts = in.readLong();
    int gapCount = in.readUnsignedByte();
    for (int i = 0; i < gapCount; i++) {
      tracker.gaps.add(new Gap(in.readLong(), in.readLong(), in.readBoolean(), in.readLong()));
    }
    int seenCount = in.readUnsignedShort();
    for (int i = 0; i < seenCount; i++) {
      tracker.recent.addLast(new Seen(in.readLong(), in.readLong()));
    }
    return tracker;
  }
}
