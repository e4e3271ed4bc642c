package io.mudlark.generator.packet;

/**
 * What one TCP segment says, apart from its ends (RFC 9293 3.1).
 *
 * @param flags the control bits, see {@code TcpFlags}
 * @param sequence sequence number, 32 bits
 * @param acknowledgement acknowledgement number, 32 bits
 * @param window receive window in octets, not scaled
 * @param maximumSegmentSize sent as an option when above 0: what a SYN carries
 */
public record TcpSegment(
    int flags, int sequence, int acknowledgement, int window, int maximumSegmentSize) {
  /** A segment without options. */
  public static TcpSegment of(int flags, int sequence, int acknowledgement) {
    return new TcpSegment(flags, sequence, acknowledgement, 64_240, 0);
  }

  /** A segment with the option that a SYN carries. */
  public static TcpSegment opening(int flags, int sequence, int acknowledgement) {
    return new TcpSegment(flags, sequence, acknowledgement, 64_240, 1_460);
  }

  int headerOctets() {
    return maximumSegmentSize > 0 ? 24 : 20;
  }
}
