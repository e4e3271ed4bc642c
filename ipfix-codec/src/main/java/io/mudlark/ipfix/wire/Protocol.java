package io.mudlark.ipfix.wire;

import org.jspecify.annotations.Nullable;

/** The export protocols that are understood, and what their sequence numbers count. */
public enum Protocol {
  /** RFC 7011: the sequence number counts data records sent before this message. */
  IPFIX(10, 16, SequenceUnit.RECORDS),
  /** RFC 3954: the sequence number counts export packets. */
  NETFLOW9(9, 20, SequenceUnit.MESSAGES),
  /** NetFlow v5: the sequence number counts flows sent before this datagram. */
  NETFLOW5(5, 24, SequenceUnit.RECORDS);

  /** What one step of a sequence number stands for. */
  public enum SequenceUnit {
    RECORDS,
    MESSAGES
  }

  private final int version;
  private final int headerLength;
  private final SequenceUnit sequenceUnit;

  Protocol(int version, int headerLength, SequenceUnit sequenceUnit) {
    this.version = version;
    this.headerLength = headerLength;
    this.sequenceUnit = sequenceUnit;
  }

  /** The protocol of a version field, or null when it is none of these. */
  public static @Nullable Protocol ofVersion(int version) {
    for (Protocol protocol : values()) {
      if (protocol.version == version) {
        return protocol;
      }
    }
    return null;
  }

  /** The version field of the message header. */
  public int version() {
    return version;
  }

  /** Octets of the message header. */
  public int headerLength() {
    return headerLength;
  }

  public SequenceUnit sequenceUnit() {
    return sequenceUnit;
  }
}
