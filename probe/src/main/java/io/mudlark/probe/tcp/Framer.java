package io.mudlark.probe.tcp;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Cuts one direction of a stream into frames. Frames inside one segment are shown where they lie;
 * others are put together, and of long ones only the beginning is kept.
 */
public final class Framer {
  /** Takes the frames. */
  @FunctionalInterface
  public interface Sink {
    /** A frame whose last octet has come, valid during the call only. */
    void frame(Frame frame);
  }

  /** No framing needs more octets than this to say how long a frame is. */
  private static final int MAX_HEADER = 64;

  private final Framing framing;
  private final OctetBudget budget;
  private final int maxKept;
  private final Frame frame = new Frame();
  private byte @Nullable [] store;
  private int kept;
  private long received;
  private long length;
  private boolean truncated;
  private boolean broken;

  /**
   * @param framing where frames end
   * @param budget shared room for what is held back; without room frames are cut to nothing
   * @param maxKept how many octets of a frame are kept at most when it spans segments
   */
  public Framer(Framing framing, OctetBudget budget, int maxKept) {
    this.framing = framing;
    this.budget = budget;
    this.maxKept = Math.max(MAX_HEADER, maxKept);
  }

  /** Whether no frame could be told any more; {@link #reset} begins anew. */
  public boolean isBroken() {
    return broken;
  }

  /** Whether a frame has begun that is not complete. */
  public boolean isInFrame() {
    return received > 0;
  }

  /** Octets more of the stream; does nothing while broken. */
  public void push(StreamSegment segment, Sink sink) {
    ByteBuffer buffer = segment.buffer();
    int at = segment.offset();
    int end = at + segment.length();
    while (at < end && !broken) {
      at = received == 0 ? direct(buffer, at, end, sink) : gather(buffer, at, end, sink);
    }
  }

  /** Shows a frame where it lies, or begins to keep it. */
  private int direct(ByteBuffer buffer, int at, int end, Sink sink) {
    long total = framing.length(buffer, at, end - at);
    if (total < 0) {
      broken = true;
      return end;
    }
    if (total > 0 && total <= end - at) {
      frame.show(buffer, at, (int) total, total);
      sink.frame(frame);
      return at + (int) total;
    }
    length = total;
    keep(buffer, at, end - at);
    return end;
  }

  /** Adds to a frame that has begun. */
  private int gather(ByteBuffer buffer, int at, int end, Sink sink) {
    if (length == 0) {
      keep(buffer, at, 1);
      byte[] octets = store;
      long total =
          octets == null || truncated || kept > MAX_HEADER
              ? Framing.BROKEN
              : framing.length(ByteBuffer.wrap(octets), 0, kept);
      broken = total < 0;
      length = Math.max(0, total);
      if (length > 0 && received >= length) {
        complete(sink);
      }
      return at + 1;
    }
    int count = (int) Math.min(end - at, length - received);
    keep(buffer, at, count);
    if (received == length) {
      complete(sink);
    }
    return at + count;
  }

  private void keep(ByteBuffer buffer, int at, int count) {
    received += count;
    int wanted = truncated ? 0 : Math.min(count, maxKept - kept);
    if (wanted < count) {
      truncated = true;
    }
    byte[] octets = wanted == 0 ? null : room(kept + wanted);
    if (octets == null) {
      truncated |= count > 0;
      return;
    }
    buffer.get(at, octets, kept, wanted);
    kept += wanted;
  }

  /** The store with room for so many octets; null when the budget has none. */
  private byte @Nullable [] room(int octets) {
    byte[] old = store;
    int have = old == null ? 0 : old.length;
    if (octets <= have) {
      return old;
    }
    int most = length > 0 ? (int) Math.min(length, maxKept) : maxKept;
    int size = Math.min(Math.max(octets, Math.max(MAX_HEADER, have * 2)), Math.max(octets, most));
    if (!budget.take(size - have)) {
      return null;
    }
    byte[] grown = new byte[size];
    if (old != null) {
      System.arraycopy(old, 0, grown, 0, kept);
    }
    store = grown;
    return grown;
  }

  private void complete(Sink sink) {
    byte[] octets = store;
    frame.show(ByteBuffer.wrap(octets == null ? new byte[0] : octets), 0, kept, length);
    received = 0;
    length = 0;
    truncated = false;
    kept = 0;
    store = null;
    sink.frame(frame);
    budget.giveBack(octets == null ? 0 : octets.length);
  }

  /**
   * Octets are missing.
   *
   * @param octets how many, or -1
   * @return whether the frames after them can still be told, because the hole lies in one frame
   */
  public boolean gap(long octets, Sink sink) {
    if (broken || octets < 0 || length == 0 || received + octets > length) {
      reset();
      broken = true;
      return false;
    }
    received += octets;
    truncated = true;
    if (received == length) {
      complete(sink);
    }
    return true;
  }

  /** Forgets what has begun and takes the next octet as the beginning of a frame. */
  public void reset() {
    byte[] octets = store;
    if (octets != null) {
      budget.giveBack(octets.length);
    }
    store = null;
    kept = 0;
    received = 0;
    length = 0;
    truncated = false;
    broken = false;
  }
}
