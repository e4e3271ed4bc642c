package io.mudlark.mudscope.netflows.nfdump;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The hash that nfdump 1.6 keeps its flows by, needed because it prints them in that order: Paul
 * Hsieh's SuperFastHash over the key as it lies in memory.
 */
final class NfdumpHash {
  /** Two ports, 4 unused octets, two addresses, protocol, 4 unused octets. */
  private static final int KEY_OCTETS = 48;

  private NfdumpHash() {}

  static int of(UniflowKey key) {
    ByteBuffer memory = ByteBuffer.allocate(KEY_OCTETS).order(ByteOrder.LITTLE_ENDIAN);
    memory.putShort((short) key.sourcePort()).putShort((short) key.destinationPort()).putInt(0);
    memory.putLong(key.sourceHigh()).putLong(key.sourceLow());
    memory.putLong(key.destinationHigh()).putLong(key.destinationLow());
    memory.putInt(key.protocol()).putInt(0);
    return superFast(memory);
  }

  /** For lengths that are multiples of four. */
  static int superFast(ByteBuffer memory) {
    int hash = memory.capacity();
    for (int i = 0; i < memory.capacity(); i += 4) {
      hash += memory.getShort(i) & 0xFFFF;
      hash = hash << 16 ^ (memory.getShort(i + 2) & 0xFFFF) << 11 ^ hash;
      hash += hash >>> 11;
    }
    hash ^= hash << 3;
    hash += hash >>> 5;
    hash ^= hash << 4;
    hash += hash >>> 17;
    hash ^= hash << 25;
    hash += hash >>> 6;
    return hash;
  }
}
