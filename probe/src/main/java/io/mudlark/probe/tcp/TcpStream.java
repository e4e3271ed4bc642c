package io.mudlark.probe.tcp;

import io.mudlark.flow.TcpFlags;
import io.mudlark.probe.packet.Counts;
import io.mudlark.probe.packet.PacketView;
import java.nio.ByteBuffer;

/**
 * One direction of a TCP connection (RFC 9293 3.4): puts segments in order, leaves out what was
 * seen before, and gives holes up when waiting for them makes no sense any more.
 */
final class TcpStream {
  /** Takes the octets in order. */
  interface Sink {
    void octets(ByteBuffer buffer, int offset, int length);

    /** Octets that will not come; -1 when it is not known how many. */
    void gap(long octets);
  }

  /** Segments further away than this belong to another incarnation, or are forged. */
  private static final int WINDOW = 1 << 26;

  /** So many segments in a row outside the window mean that the window is wrong. */
  private static final int STRAYS = 8;

  /** Acknowledgments that cover a hole before the capture is held to have missed it. */
  private static final int PROOFS = 2;

  private final Counts<TcpNote> notes;
  private final PendingSegments pending;
  private boolean started;
  private int next;
  private int initial;
  private boolean initialKnown;
  private int strays;
  private boolean finSeen;
  private int finSequence;

  TcpStream(Counts<TcpNote> notes, PendingSegments pending) {
    this.notes = notes;
    this.pending = pending;
  }

  /** Whether a SYN with this sequence number opens another connection than the one known. */
  boolean isOtherSyn(int sequence) {
    return started && (!initialKnown || initial != sequence);
  }

  /** Whether everything up to the FIN has been passed on. */
  boolean isFinished() {
    return finSeen && finSequence - next <= 0;
  }

  /**
   * Whether the receiver would act on a reset with this sequence number: only on the one it expects
   * (RFC 9293 3.10.7.4). Any other one would let an end go on unseen.
   */
  boolean acceptsReset(int sequence) {
    boolean afterFin = finSeen && sequence == finSequence + 1;
    boolean afterHole = isWaiting() && sequence == pending.last().end();
    return !started || sequence == next || sequence == next - 1 || afterFin || afterHole;
  }

  boolean isWaiting() {
    return !pending.isEmpty();
  }

  /** Since when it has been waiting; means something only while it does. */
  long waitingSince() {
    return pending.sinceNanos;
  }

  void accept(PacketView p, Sink sink) {
    int sequence = p.tcpSequence();
    if ((p.tcpFlags() & TcpFlags.SYN) != 0) {
      if (!started) {
        initial = sequence;
        initialKnown = true;
        start(sequence + 1);
      }
      sequence++;
    }
    int length = p.payloadOnWire();
    if ((p.tcpFlags() & TcpFlags.FIN) != 0 && !finSeen && isAhead(sequence + length)) {
      finSeen = true;
      finSequence = sequence + length;
    }
    if (length == 0) {
      return;
    }
    if (!started) {
      start(sequence);
    }
    place(p, sequence, sink);
  }

  /** Whether the stream may still come to this place: what lies behind it is forged or stale. */
  private boolean isAhead(int sequence) {
    return !started || (sequence - next >= 0 && sequence - next < WINDOW);
  }

  private void start(int sequence) {
    started = true;
    next = sequence;
  }

  private void place(PacketView p, int sequence, Sink sink) {
    int ahead = sequence - next;
    if (ahead > WINDOW || ahead < -WINDOW) {
      notes.add(TcpNote.OUTSIDE_WINDOW);
      strays++;
      if (strays < STRAYS) {
        return;
      }
      giveUpAll(sink);
      lost(-1, sink);
      next = sequence;
      ahead = 0;
    }
    strays = 0;
    if (ahead + p.payloadOnWire() <= 0) {
      notes.add(TcpNote.RETRANSMITTED);
      return;
    }
    if (ahead < 0) {
      notes.add(TcpNote.OVERLAPPING);
    } else if (ahead > 0) {
      notes.add(TcpNote.REORDERED);
    }
    if (ahead <= 0 && pending.isEmpty()) {
      pass(p, -ahead, p.payloadOnWire() + ahead, sink);
    } else {
      hold(p, sequence, sink);
    }
  }

  /** Keeps the packet until the hole before it is filled; what came first counts. */
  private void hold(PacketView p, int sequence, Sink sink) {
    Boolean kept = pending.add(p, sequence);
    if (kept == null) {
      notes.add(TcpNote.RETRANSMITTED);
    } else if (!kept) {
      notes.add(TcpNote.NO_ROOM);
      giveUpAll(sink);
      int ahead = sequence - next;
      if (ahead > 0) {
        lost(ahead, sink);
        next = sequence;
        ahead = 0;
      }
      if (ahead + p.payloadOnWire() > 0) {
        pass(p, -ahead, p.payloadOnWire() + ahead, sink);
      }
    }
    drain(sink);
  }

  private void drain(Sink sink) {
    while (!pending.isEmpty() && pending.first().sequence() - next <= 0) {
      PendingSegments.Piece piece = pending.removeFirst();
      int skip = next - piece.sequence();
      if (skip < piece.onWire()) {
        emit(ByteBuffer.wrap(piece.octets()), skip, piece.octets().length, sink);
        lost(piece.onWire() - Math.max(skip, piece.octets().length), sink);
        next = piece.end();
      }
    }
  }

  private void pass(PacketView p, int skip, int onWire, Sink sink) {
    int captured = p.payloadLength();
    emit(p.buffer(), p.payloadOffset() + skip, p.payloadOffset() + captured, sink);
    next += onWire;
    lost(onWire - Math.max(0, captured - skip), sink);
  }

  private static void emit(ByteBuffer buffer, int from, int end, Sink sink) {
    if (end > from) {
      sink.octets(buffer, from, end - from);
    }
  }

  private void lost(long octets, Sink sink) {
    if (octets != 0) {
      notes.add(TcpNote.GAPS);
      notes.add(TcpNote.GAP_OCTETS, Math.max(0, octets));
      sink.gap(octets);
    }
  }

  /** Takes note of what the other end says it has received. */
  void acknowledged(int acknowledgment, Sink sink) {
    if (acknowledgment - pending.first().sequence() >= 0 && ++pending.acknowledged >= PROOFS) {
      giveUpHole(sink);
    }
  }

  private void giveUpHole(Sink sink) {
    lost(pending.first().sequence() - next, sink);
    next = pending.first().sequence();
    drain(sink);
  }

  /** Passes on all that waits. */
  void giveUpAll(Sink sink) {
    while (!pending.isEmpty()) {
      giveUpHole(sink);
    }
  }

  /** Forgets what waits. */
  void discard() {
    pending.clear();
  }
}
