package io.mudlark.flow;

import java.nio.charset.StandardCharsets;

/**
 * A 128-bit hash of typed values in a fixed order, the source of every content-derived id.
 *
 * <p>Two lanes of 64 bits, each word mixed with MurmurHash3's finalizer (Appleby, public domain).
 * It is no cryptographic hash: ids are stable names, not proofs.
 */
public final class ContentHash {
  private long high = 0x9E3779B97F4A7C15L;
  private long low = 0xC2B2AE3D27D4EB4FL;
  private long words;

  public ContentHash number(long value) {
    words++;
    high = mix(high ^ mix(value + words * 0x9E3779B97F4A7C15L));
    low = mix(low + Long.rotateLeft(value, 29) * 0xFF51AFD7ED558CCDL + high);
    return this;
  }

  public ContentHash text(String value) {
    return bytes(value.getBytes(StandardCharsets.UTF_8));
  }

  public ContentHash bytes(byte[] octets) {
    number(octets.length);
    long word = 0;
    for (int i = 0; i < octets.length; i++) {
      word = word << 8 | (octets[i] & 0xFF);
      if (i % 8 == 7 || i == octets.length - 1) {
        number(word);
        word = 0;
      }
    }
    return this;
  }

  public ContentHash address(IpAddress address) {
    return number(address.version()).number(address.high()).number(address.low());
  }

  /** The id of all that was added so far. */
  public FlowId id() {
    return new FlowId(mix(high ^ words), mix(low ^ Long.rotateLeft(high, 32) ^ words));
  }

  /** {@link #id()} as 32 hexadecimal digits. */
  public String hex() {
    return id().toString();
  }

  private static long mix(long value) {
    long mixed = value;
    mixed ^= mixed >>> 33;
    mixed *= 0xFF51AFD7ED558CCDL;
    mixed ^= mixed >>> 33;
    mixed *= 0xC4CEB9FE1A85EC53L;
    return mixed ^ mixed >>> 33;
  }
}
