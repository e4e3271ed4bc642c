package io.mudlark.mudscope.netflows.nfdump;

import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts fragmented IPv4 packets together (RFC 791), a bounded number of them at a time. */
final class Ipv4Reassembly {
  /** Packets in pieces at a time; a new one drives the oldest out. */
  static final int MAX_PACKETS = 1024;

  private static final int UNIT = 8;
  private static final int MAX_OCTETS = 65_535;

  private record Identity(long source, long destination, int id, int protocol) {}

  private static final class Pieces {
    private byte[] octets = new byte[2048];
    private final BitSet units = new BitSet();
    private int length = -1;
  }

  private final Map<Identity, Pieces> packets = new LinkedHashMap<>();
  private long forgotten;

  /**
   * Takes a fragment in.
   *
   * @param packet gives addresses and protocol
   * @param id identification of the IP header
   * @param offset of the fragment in octets
   * @param last whether no fragment follows
   * @param data its octets, from position to limit
   * @return the whole payload, or null while something is missing
   */
  @Nullable ByteBuffer add(
      NfpcapdPacket packet, int id, int offset, boolean last, ByteBuffer data) {
    int length = data.remaining();
    if (offset + length > MAX_OCTETS) {
      return null;
    }
    Identity identity = new Identity(packet.sourceLow, packet.destinationLow, id, packet.protocol);
    Pieces pieces = packets.get(identity);
    if (pieces == null) {
      makeRoom();
      pieces = new Pieces();
      packets.put(identity, pieces);
    }
    if (offset + length > pieces.octets.length) {
      byte[] larger = new byte[Math.min(MAX_OCTETS, 2 * (offset + length))];
      System.arraycopy(pieces.octets, 0, larger, 0, pieces.octets.length);
      pieces.octets = larger;
    }
    data.get(pieces.octets, offset, length);
    // Fragments but the last are multiples of eight octets; a rest counts only in the last one.
    int end = last ? (offset + length + UNIT - 1) / UNIT : (offset + length) / UNIT;
    pieces.units.set(offset / UNIT, Math.max(offset / UNIT, end));
    if (last) {
      pieces.length = offset + length;
    }
    boolean whole = pieces.length >= 0 && pieces.units.nextClearBit(0) * UNIT >= pieces.length;
    if (!whole) {
      return null;
    }
    packets.remove(identity);
    return ByteBuffer.wrap(pieces.octets, 0, pieces.length);
  }

  private void makeRoom() {
    if (packets.size() == MAX_PACKETS) {
      Iterator<Identity> oldest = packets.keySet().iterator();
      oldest.next();
      oldest.remove();
      forgotten++;
    }
  }

  /** Packets that were given up because there were too many. */
  long forgotten() {
    return forgotten;
  }
}
