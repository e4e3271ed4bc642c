package io.mudlark.probe.testing;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Builds pcapng files for tests, block by block, in either byte order. */
public final class PcapngBuilder {
  private final ByteArrayOutputStream file = new ByteArrayOutputStream();
  private ByteOrder order = ByteOrder.LITTLE_ENDIAN;

  public PcapngBuilder section(ByteOrder byteOrder) {
    order = byteOrder;
    return block(
        0x0A0D0D0A,
        body(16).putInt(0x1A2B3C4D).putShort((short) 1).putShort((short) 0).putLong(-1));
  }

  public PcapngBuilder describe(int linkType) {
    return block(1, body(8).putShort((short) linkType).putShort((short) 0).putInt(0));
  }

  /** An interface with a time resolution, and an offset in seconds. */
  public PcapngBuilder describe(int linkType, int resolution, long offsetSeconds) {
    ByteBuffer body = body(8 + 8 + 12 + 4).putShort((short) linkType).putShort((short) 0).putInt(0);
    body.putShort((short) 9).putShort((short) 1).put((byte) resolution).put(new byte[3]);
    body.putShort((short) 14).putShort((short) 8).putLong(offsetSeconds).putInt(0);
    return block(1, body);
  }

  public PcapngBuilder enhanced(int source, long stamp, byte... packet) {
    ByteBuffer body = body(20 + padded(packet.length)).putInt(source);
    body.putInt((int) (stamp >>> 32)).putInt((int) stamp);
    return block(6, body.putInt(packet.length).putInt(packet.length).put(packet));
  }

  public PcapngBuilder obsolete(int source, long stamp, byte... packet) {
    ByteBuffer body = body(20 + padded(packet.length)).putShort((short) source).putShort((short) 0);
    body.putInt((int) (stamp >>> 32)).putInt((int) stamp);
    return block(2, body.putInt(packet.length).putInt(packet.length).put(packet));
  }

  public PcapngBuilder simple(byte... packet) {
    return block(3, body(4 + padded(packet.length)).putInt(packet.length).put(packet));
  }

  public PcapngBuilder unknown(int type, int octets) {
    return block(type, body(octets));
  }

  private ByteBuffer body(int octets) {
    return ByteBuffer.allocate(octets).order(order);
  }

  private static int padded(int octets) {
    return (octets + 3) & ~3;
  }

  private PcapngBuilder block(int type, ByteBuffer body) {
    int length = 12 + body.capacity();
    ByteBuffer block = ByteBuffer.allocate(length).order(order);
    block.putInt(type).putInt(length).put(body.rewind()).putInt(length);
    file.writeBytes(block.array());
    return this;
  }

  public byte[] bytes() {
    return file.toByteArray();
  }
}
