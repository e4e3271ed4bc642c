package io.mudlark.probe.opcua;

import io.mudlark.probe.opcua.UaBodyReader.ChunkHeader;
import io.mudlark.probe.opcua.UaMessage.Kind;
import io.mudlark.probe.packet.Counts;
import io.mudlark.probe.tcp.Frame;
import io.mudlark.probe.tcp.Framer;
import io.mudlark.probe.tcp.Framing;
import io.mudlark.probe.tcp.OctetBudget;
import io.mudlark.probe.tcp.StreamSegment;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Cuts one direction of a connection into chunks and puts messages together (OPC 10000-6 6.7.2,
 * 7.1.2), whatever the segments are. Of a long message only the beginning is kept.
 */
final class UaChunks {
  /** Octets of one message that are kept to be read. */
  static final int KEPT = 65_536;

  /** A chunk that claims to be larger is none. */
  static final long MAX_CHUNK = 16L << 20;

  private static final int HEADER = 8;

  private final Consumer<UaMessage> out;
  private final Counts<UaNote> counts;
  private final OctetBudget budget;
  private final Framer framer;
  private byte[] body = new byte[0];
  private long bodyOctets;
  private @Nullable ChunkHeader first;

  UaChunks(Counts<UaNote> counts, OctetBudget budget, Consumer<UaMessage> out) {
    this.counts = counts;
    this.budget = budget;
    this.out = out;
    this.framer = new Framer(UaChunks::length, budget, KEPT);
  }

  /** The length of the chunk that begins there, as {@link Framing} has it. */
  static long length(ByteBuffer buffer, int offset, int available) {
    Kind kind = available < 3 ? null : kind(buffer, offset);
    if (available < 3 ? !isFirstLetter(buffer.get(offset)) : kind == null) {
      return Framing.BROKEN;
    }
    if (available < HEADER) {
      return Framing.MORE;
    }
    char part = (char) (buffer.get(offset + 3) & 0xFF);
    long claimed = new UaCursor(buffer, offset + 4, 4).u32();
    boolean known =
        kind != null && (part == 'F' || (!kind.isConnection() && "CA".indexOf(part) >= 0));
    return known && claimed >= HEADER && claimed <= MAX_CHUNK ? claimed : Framing.BROKEN;
  }

  private static boolean isFirstLetter(byte octet) {
    return "HAEROMC".indexOf((char) (octet & 0xFF)) >= 0;
  }

  private static @Nullable Kind kind(ByteBuffer buffer, int offset) {
    for (Kind kind : Kind.values()) {
      String text = kind.name();
      if (text.charAt(0) == buffer.get(offset)
          && text.charAt(1) == buffer.get(offset + 1)
          && text.charAt(2) == buffer.get(offset + 2)) {
        return kind;
      }
    }
    return null;
  }

  /**
   * Takes the next octets of the direction. Lost directions begin anew with a segment that fits.
   */
  void push(StreamSegment segment) {
    if (framer.isBroken()) {
      if (length(segment.buffer(), segment.offset(), segment.length()) <= 0) {
        return;
      }
      framer.reset();
    }
    framer.push(segment, this::chunk);
    if (framer.isBroken()) {
      counts.add(UaNote.MALFORMED);
      abandon();
    }
  }

  /** Octets are missing: how many, or -1. */
  void gap(long octets) {
    abandon();
    framer.gap(octets, this::chunk);
  }

  /** Forgets what has begun. */
  void end() {
    abandon();
    framer.reset();
  }

  private void chunk(Frame frame) {
    Kind kind = frame.kept() < HEADER ? null : kind(frame.buffer(), frame.offset());
    if (kind == null) {
      abandon();
      return;
    }
    UaCursor in = new UaCursor(frame.buffer(), frame.offset() + HEADER, frame.kept() - HEADER);
    if (kind.isConnection()) {
      out.accept(UaBodyReader.connection(kind, in, frame.length()));
      return;
    }
    ChunkHeader header = UaBodyReader.header(kind, in);
    if (header == null) {
      counts.add(UaNote.MALFORMED);
      abandon();
      return;
    }
    part(header, in, frame);
  }

  private void part(ChunkHeader header, UaCursor in, Frame frame) {
    char part = (char) (frame.buffer().get(frame.offset() + 3) & 0xFF);
    ChunkHeader head = first;
    if (head != null && head.requestId() != header.requestId()) {
      counts.add(UaNote.ABANDONED);
      abandon();
      head = null;
    }
    if (part == 'A') {
      counts.add(UaNote.ABORTED);
      abandon();
    } else if (part == 'F' && head == null) {
      out.accept(UaBodyReader.service(header, header.sequence(), in, frame.length()));
    } else {
      first = head == null ? header : head;
      bodyOctets += frame.length();
      append(frame.buffer(), in);
      if (part == 'F') {
        finish(first, header.sequence());
      }
    }
  }

  private void append(ByteBuffer buffer, UaCursor in) {
    int more = Math.min(in.left(), KEPT - body.length);
    if (more > 0 && budget.take(more)) {
      int known = body.length;
      body = Arrays.copyOf(body, known + more);
      buffer.get(in.position(), body, known, more);
    }
  }

  private void finish(ChunkHeader head, long lastSequence) {
    UaCursor in = new UaCursor(ByteBuffer.wrap(body), 0, body.length);
    UaMessage message = UaBodyReader.service(head, lastSequence, in, bodyOctets);
    abandon();
    out.accept(message);
  }

  private void abandon() {
    budget.giveBack(body.length);
    first = null;
    body = new byte[0];
    bodyOctets = 0;
  }
}
