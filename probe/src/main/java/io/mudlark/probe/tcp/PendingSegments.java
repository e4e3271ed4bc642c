package io.mudlark.probe.tcp;

import io.mudlark.probe.packet.PacketView;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Segments of one direction that wait behind a hole, without overlaps and in order of sequence; of
 * octets that were sent twice the first are kept.
 */
final class PendingSegments {
  private static final int MAX_SEGMENTS = 1024;

  /**
   * @param sequence of the first octet
   * @param octets what was captured
   * @param onWire how many octets they were on the wire, at least as many
   */
  record Piece(int sequence, byte[] octets, int onWire) {
    int end() {
      return sequence + onWire;
    }
  }

  private final OctetBudget budget;
  private final int maxOctets;
  private final List<Piece> pieces = new ArrayList<>();
  private int octets;

  /** When the hole was noticed, nanoseconds since the Unix epoch. */
  long sinceNanos;

  /** How many acknowledgments were seen that cover the hole. */
  int acknowledged;

  PendingSegments(OctetBudget budget, int maxOctets) {
    this.budget = budget;
    this.maxOctets = maxOctets;
  }

  boolean isEmpty() {
    return pieces.isEmpty();
  }

  Piece first() {
    return pieces.get(0);
  }

  Piece last() {
    return pieces.get(pieces.size() - 1);
  }

  Piece removeFirst() {
    Piece piece = pieces.remove(0);
    release(piece);
    if (pieces.isEmpty()) {
      acknowledged = 0;
    }
    return piece;
  }

  private void release(Piece piece) {
    octets -= piece.octets.length;
    budget.giveBack(piece.octets.length);
  }

  void clear() {
    pieces.forEach(this::release);
    pieces.clear();
    acknowledged = 0;
  }

  /**
   * Keeps the part of the packet's payload that is new.
   *
   * @return null when all of it was known; false when there is no room for it
   */
  @Nullable Boolean add(PacketView p, int sequence) {
    int at = 0;
    int from = sequence;
    int end = sequence + p.payloadOnWire();
    boolean fresh = false;
    while (end - from > 0) {
      while (at < pieces.size() && pieces.get(at).end() - from <= 0) {
        at++;
      }
      int to = end;
      if (at < pieces.size()) {
        Piece next = pieces.get(at);
        if (next.sequence() - from <= 0) {
          from = next.end();
          continue;
        }
        to = next.sequence() - end < 0 ? next.sequence() : end;
      }
      if (!insert(at, p, from - sequence, to - from, from)) {
        return false;
      }
      fresh = true;
      from = to;
    }
    return fresh ? Boolean.TRUE : null;
  }

  private boolean insert(int at, PacketView p, int skip, int onWire, int sequence) {
    int captured = Math.max(0, Math.min(onWire, p.payloadLength() - skip));
    if (pieces.size() >= MAX_SEGMENTS || captured > maxOctets - octets || !budget.take(captured)) {
      return false;
    }
    byte[] copy = new byte[captured];
    p.buffer().get(p.payloadOffset() + skip, copy);
    if (pieces.isEmpty()) {
      sinceNanos = p.timeNanos();
    }
    pieces.add(at, new Piece(sequence, copy, onWire));
    octets += captured;
    return true;
  }
}
