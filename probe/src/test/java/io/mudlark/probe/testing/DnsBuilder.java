package io.mudlark.probe.testing;

import io.mudlark.flow.IpAddress;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Builds DNS messages for tests; names are not compressed unless given as octets. */
public final class DnsBuilder {
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private int flags = 0x8180;
  private int questions;
  private int answers;

  public DnsBuilder flags(int value) {
    flags = value;
    return this;
  }

  public DnsBuilder question(String name, int type) {
    questions++;
    body.writeBytes(name(name));
    body.writeBytes(ByteBuffer.allocate(4).putShort((short) type).putShort((short) 1).array());
    return this;
  }

  public DnsBuilder address(String owner, long ttl, String address) {
    byte[] octets = IpAddress.parse(address).octets();
    return record(name(owner), octets.length == 4 ? 1 : 28, ttl, octets);
  }

  public DnsBuilder alias(String owner, long ttl, String target) {
    return record(name(owner), 5, ttl, name(target));
  }

  public DnsBuilder record(byte[] owner, int type, long ttl, byte[] data) {
    answers++;
    body.writeBytes(owner);
    ByteBuffer head = ByteBuffer.allocate(10).putShort((short) type).putShort((short) 1);
    body.writeBytes(head.putInt((int) ttl).putShort((short) data.length).array());
    body.writeBytes(data);
    return this;
  }

  /** Octets that stand where the next record would begin. */
  public DnsBuilder raw(int countedAnswers, byte... octets) {
    answers += countedAnswers;
    body.writeBytes(octets);
    return this;
  }

  public static byte[] name(String text) {
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    for (String label : text.isEmpty() ? new String[0] : text.split("\\.", -1)) {
      byte[] ascii = label.getBytes(StandardCharsets.ISO_8859_1);
      octets.write(ascii.length);
      octets.writeBytes(ascii);
    }
    octets.write(0);
    return octets.toByteArray();
  }

  public byte[] message() {
    ByteBuffer header = ByteBuffer.allocate(12).putShort((short) 1).putShort((short) flags);
    header.putShort((short) questions).putShort((short) answers);
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    message.writeBytes(header.array());
    message.writeBytes(body.toByteArray());
    return message.toByteArray();
  }
}
