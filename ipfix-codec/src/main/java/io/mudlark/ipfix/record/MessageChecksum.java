package io.mudlark.ipfix.record;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Checks the message checksum option of IPFIX files (RFC 5655 8.1.1): the MD5 of a message in which
 * the checksum itself is zero.
 */
public final class MessageChecksum {
  private static final String ELEMENT = "messageMD5Checksum";
  private static final int OCTETS = 16;

  private MessageChecksum() {}

  /** What a record says of the message it is in. */
  public enum Verdict {
    /** The record is no checksum option. */
    ABSENT,
    RIGHT,
    WRONG
  }

  /**
   * Compares the checksum in an options record with its message.
   *
   * @param message the array that the record is being read from, holding that message alone
   */
  public static Verdict check(RecordView record, byte[] message) {
    for (int i = 0; i < record.fieldCount(); i++) {
      if (record.element(i).name().equals(ELEMENT) && record.length(i) == OCTETS) {
        byte[] cleared = message.clone();
        java.util.Arrays.fill(cleared, record.start(i), record.start(i) + OCTETS, (byte) 0);
        return MessageDigest.isEqual(md5(cleared), record.octets(i))
            ? Verdict.RIGHT
            : Verdict.WRONG;
      }
    }
    return Verdict.ABSENT;
  }

  private static byte[] md5(byte[] octets) {
    try {
      return MessageDigest.getInstance("MD5").digest(octets);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has MD5", e);
    }
  }
}
