package io.mudlark.generator.packet;

/**
 * A run of octets inside an array that others may share; nobody writes to it.
 *
 * @param octets the array
 * @param offset where the run begins
 * @param length how many octets it has
 */
public record Payload(byte[] octets, int offset, int length) {
  public static final Payload NONE = new Payload(new byte[0], 0, 0);

  public Payload {
    if (offset < 0 || length < 0 || offset > octets.length - length) {
      throw new IllegalArgumentException(
          "payload " + offset + "+" + length + " leaves its " + octets.length + " octets");
    }
  }

  public static Payload of(byte[] octets) {
    return new Payload(octets, 0, octets.length);
  }

  /** The part from {@code from}, at most {@code count} octets. */
  public Payload slice(int from, int count) {
    return new Payload(octets, offset + from, Math.min(count, length - from));
  }
}
