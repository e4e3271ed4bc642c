package io.mudlark.generator.packet;

/** The 48 octets of an NTP version 4 packet (RFC 5905 7.3). */
public final class NtpMessage {
  private static final long SECONDS_FROM_1900_TO_1970 = 2_208_988_800L;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private NtpMessage() {}

  /** A client's question, which carries nothing but its own time. */
  public static Payload request(long nanos) {
    OctetWriter out = new OctetWriter(48);
    out.u8(0x23).u8(0).u8(6).u8(0xEC).zeros(36);
    return Payload.of(time(out, nanos).toBytes());
  }

  /** A stratum-2 server's answer to a question sent at {@code askedNanos}. */
  public static Payload response(long askedNanos, long nanos) {
    OctetWriter out = new OctetWriter(48);
    out.u8(0x24).u8(2).u8(6).u8(0xEC).u32(0x0100).u32(0x0200).u32(0xC633_6401L);
    time(out, nanos - 64 * NANOS_PER_SECOND);
    time(time(time(out, askedNanos), nanos), nanos);
    return Payload.of(out.toBytes());
  }

  private static OctetWriter time(OctetWriter out, long nanos) {
    long seconds = nanos / NANOS_PER_SECOND + SECONDS_FROM_1900_TO_1970;
    return out.u32(seconds).u32((nanos % NANOS_PER_SECOND << 32) / NANOS_PER_SECOND);
  }
}
