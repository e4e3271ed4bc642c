package io.mudlark.source.datagram;

import io.mudlark.probe.packet.PacketView;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts fragmented UDP datagrams together again: exporters send messages longer than a frame.
 *
 * <p>At most 256 datagrams are open at once, each for 30 s of packet time; the oldest gives way.
 */
final class UdpReassembly {
  private static final int OPEN = 256;
  private static final long TIMEOUT_NANOS = 30_000_000_000L;
  private static final int GREATEST = 65_535;
  private static final int IPV6_HEADER = 40;
  private static final int MAX_EXTENSIONS = 16;
  private static final int FRAGMENT = 44;
  private static final int UNIT = 8;

  private final Map<Key, Partial> open = new LinkedHashMap<>();
  private long incomplete;

  private record Key(long sourceHigh, long sourceLow, long destHigh, long destLow, long id) {}

  /** Where the octets of one fragment are, and where they belong. */
  private record Fragment(long id, int offset, boolean more, int start, int length) {}

  private static final class Partial {
    private final long sinceNanos;
    private final BitSet units = new BitSet();
    private byte[] octets = new byte[2048];
    private int total = -1;

    Partial(long sinceNanos) {
      this.sinceNanos = sinceNanos;
    }

    void put(ByteBuffer from, Fragment fragment) {
      int end = fragment.offset() + fragment.length();
      if (octets.length < end) {
        byte[] larger = new byte[Math.min(GREATEST, Math.max(end, octets.length * 2))];
        System.arraycopy(octets, 0, larger, 0, octets.length);
        octets = larger;
      }
      from.get(fragment.start(), octets, fragment.offset(), fragment.length());
      units.set(fragment.offset() / UNIT, (end + UNIT - 1) / UNIT);
      if (!fragment.more()) {
        total = end;
      }
    }

    boolean isWhole() {
      return total >= 0 && units.nextClearBit(0) * UNIT >= total;
    }
  }

  /** Datagrams given up because a fragment did not come. */
  long incomplete() {
    return incomplete;
  }

  /** Datagrams that still wait for a fragment. */
  int open() {
    return open.size();
  }

  /** Whether a packet is a fragment of an IP packet. */
  static boolean isFragment(PacketView view) {
    return find(view) != null;
  }

  /** Takes a fragment; gives the UDP header and payload when that was the last one missing. */
  byte @Nullable [] add(PacketView view) {
    Fragment fragment = find(view);
    if (fragment == null || fragment.offset() + fragment.length() > GREATEST) {
      return null;
    }
    forget(view.timeNanos());
    Key key =
        new Key(
            view.sourceHigh(),
            view.sourceLow(),
            view.destinationHigh(),
            view.destinationLow(),
            fragment.id());
    Partial partial = open.computeIfAbsent(key, k -> new Partial(view.timeNanos()));
    if (fragment.start() + fragment.length() > view.capturedEnd()) {
      return null; // cut by the snapshot length: behind it lie the octets of other packets
    }
    partial.put(view.buffer(), fragment);
    if (!partial.isWhole()) {
      return null;
    }
    open.remove(key);
    byte[] whole = new byte[partial.total];
    System.arraycopy(partial.octets, 0, whole, 0, whole.length);
    return whole;
  }

  private void forget(long nowNanos) {
    Iterator<Partial> oldest = open.values().iterator();
    while (oldest.hasNext()) {
      boolean old = nowNanos - oldest.next().sinceNanos > TIMEOUT_NANOS;
      if (!old && open.size() < OPEN) {
        return;
      }
      oldest.remove();
      incomplete++;
    }
  }

  private static @Nullable Fragment find(PacketView view) {
    ByteBuffer in = view.buffer();
    int ip = view.ipOffset();
    if (view.version() == 4) {
      int word = in.getShort(ip + 6) & 0x3FFF;
      int header = (in.get(ip) & 0x0F) * 4;
      int length = view.octets() - header;
      long id = in.getShort(ip + 4) & 0xFFFFL;
      return word == 0 || length < 1
          ? null
          : new Fragment(id, (word & 0x1FFF) * UNIT, (word & 0x2000) != 0, ip + header, length);
    }
    return findV6(view, ip + view.octets());
  }

  private static @Nullable Fragment findV6(PacketView view, int end) {
    ByteBuffer in = view.buffer();
    int ip = view.ipOffset();
    int captured = view.capturedEnd();
    int next = in.get(ip + 6) & 0xFF;
    int at = ip + IPV6_HEADER;
    for (int depth = 0; depth < MAX_EXTENSIONS && at + UNIT < captured; depth++) {
      if (next == FRAGMENT) {
        int word = in.getShort(at + 2) & 0xFFFF;
        long id = in.getInt(at + 4) & 0xFFFF_FFFFL;
        int start = at + UNIT;
        boolean whole = (word & ~6) == 0;
        return whole
            ? null
            : new Fragment(id, (word >>> 3) * UNIT, (word & 1) != 0, start, end - start);
      }
      boolean extension = next == 0 || next == 43 || next == 60;
      if (!extension) {
        return null;
      }
      next = in.get(at) & 0xFF;
      at += ((in.get(at + 1) & 0xFF) + 1) * UNIT;
    }
    return null;
  }
}
