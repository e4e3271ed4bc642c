package io.mudlark.ipfix.ledger;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.EnumMap;

/**
 * Finds out whether an exporter numbers its messages by the standard.
 *
 * <p>It looks at steps between successive messages that only one convention explains. An exporter
 * is called a miscounter when another convention explains at least {@link #MIN_EVIDENCE} such steps
 * and four times as many as the standard does; losses, which no convention explains, do not count.
 */
final class ConventionDetector {
  static final int MIN_EVIDENCE = 6;
  private static final int FACTOR = 4;
  private static final SequenceConvention[] CONVENTIONS = SequenceConvention.values();

  private final boolean unitIsMessage;
  private final EnumMap<SequenceConvention, Long> evidence =
      new EnumMap<>(SequenceConvention.class);
  private boolean started;
  private long lastSequence;
  private long lastRecords;

  ConventionDetector(boolean unitIsMessage) {
    this.unitIsMessage = unitIsMessage;
  }

  /** Looks at the step to this message; messages with uncounted data prove nothing. */
  void observe(Arrival arrival) {
    if (started && !arrival.uncounted() && lastRecords >= 0) {
      long step = arrival.sequence() - lastSequence & 0xFFFF_FFFFL;
      int matches = 0;
      SequenceConvention match = SequenceConvention.STANDARD;
      for (SequenceConvention convention : CONVENTIONS) {
        if (step == expected(convention, arrival.flows())) {
          matches++;
          match = convention;
        }
      }
      if (matches == 1) {
        evidence.merge(match, 1L, Long::sum);
      }
    }
    started = true;
    lastSequence = arrival.sequence();
    lastRecords = arrival.uncounted() ? -1 : arrival.records();
  }

  private long expected(SequenceConvention convention, int flows) {
    if (convention == SequenceConvention.STANDARD) {
      return unitIsMessage ? 1 : lastRecords;
    }
    if (convention == SequenceConvention.RECORDS_AFTER) {
      return flows;
    }
    if (convention == SequenceConvention.RECORDS_BEFORE) {
      return unitIsMessage ? lastRecords : -1;
    }
    if (convention == SequenceConvention.MESSAGES) {
      return unitIsMessage ? -1 : 1;
    }
    return 0;
  }

  /** The convention that the evidence speaks for. */
  SequenceConvention verdict() {
    SequenceConvention best = SequenceConvention.STANDARD;
    for (SequenceConvention convention : CONVENTIONS) {
      long weight = weight(convention);
      if (weight > weight(best) && weight >= MIN_EVIDENCE) {
        best = convention;
      }
    }
    long standard = weight(SequenceConvention.STANDARD);
    return weight(best) >= FACTOR * standard ? best : SequenceConvention.STANDARD;
  }

  /**
   * The convention to go by until there is a verdict: one that explains two steps that no other
   * does, as long as not a single one speaks for the standard. A short run of an exporter whose
   * messages are all of one size has no more to show.
   */
  SequenceConvention presumption() {
    SequenceConvention verdict = verdict();
    if (verdict != SequenceConvention.STANDARD || weight(SequenceConvention.STANDARD) > 0) {
      return verdict;
    }
    SequenceConvention best = SequenceConvention.STANDARD;
    for (SequenceConvention convention : CONVENTIONS) {
      if (weight(convention) > Math.max(1, weight(best))) {
        best = convention;
      }
    }
    return best;
  }

  private long weight(SequenceConvention convention) {
    return evidence.getOrDefault(convention, 0L);
  }

  void writeTo(DataOutput out) throws IOException {
    for (SequenceConvention convention : CONVENTIONS) {
      out.writeLong(weight(convention));
    }
    out.writeBoolean(started);
    out.writeLong(lastSequence);
    out.writeLong(lastRecords);
  }

  void readFrom(DataInput in) throws IOException {
    for (SequenceConvention convention : CONVENTIONS) {
      evidence.put(convention, in.readLong());
    }
    started = in.readBoolean();
    lastSequence = in.readLong();
    lastRecords = in.readLong();
  }
}
