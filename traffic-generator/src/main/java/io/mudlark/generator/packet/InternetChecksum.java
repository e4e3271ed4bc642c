package io.mudlark.generator.packet;

import io.mudlark.flow.IpAddress;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The ones' complement sum that IP, TCP, UDP and ICMP carry (RFC 1071). */
final class InternetChecksum {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final long LOW_WORD = 0xFFFF_FFFFL;

  private InternetChecksum() {}

  /** The unfolded sum of octets as 16-bit words in network order; an odd octet is padded by 0. */
  static long sum(byte[] octets, int offset, int length) {
    long sum = 0;
    int at = offset;
    int end = offset + length;
    while (end - at >= 8) {
      long eight = (long) LONGS.get(octets, at);
      sum += (eight >>> 32) + (eight & LOW_WORD);
      at += 8;
    }
    while (end - at >= 2) {
      sum += (octets[at] & 0xFF) << 8 | (octets[at + 1] & 0xFF);
      at += 2;
    }
    return at < end ? sum + ((octets[at] & 0xFF) << 8) : sum;
  }

  /** The unfolded sum of the pseudo-header (RFC 9293 3.1, RFC 8200 8.1). */
  static long pseudoHeader(IpAddress source, IpAddress destination, int protocol, int length) {
    return words(source) + words(destination) + protocol + length;
  }

  private static long words(IpAddress address) {
    return (address.high() >>> 32)
        + (address.high() & LOW_WORD)
        + (address.low() >>> 32)
        + (address.low() & LOW_WORD);
  }

  /** Folds a sum to 16 bits and complements it. */
  static int finish(long sum) {
    long folded = sum;
    while (folded >>> 16 != 0) {
      folded = (folded & 0xFFFF) + (folded >>> 16);
    }
    return (int) ~folded & 0xFFFF;
  }
}
