package io.mudlark.probe.tcp;

import io.mudlark.probe.packet.PacketView;
import java.nio.ByteBuffer;

/**
 * Octets of one direction of a TCP stream, in order and each once; a view that is valid only during
 * the call that shows it.
 */
public final class StreamSegment {
  private ByteBuffer buffer = ByteBuffer.allocate(0);
  private int offset;
  private int length;
  private boolean fromClient;
  private long timeNanos;
  private long packetNumber;
  private PacketView packet = new PacketView();

  /** Says which packet made the octets available. */
  public void arrive(PacketView view, long nanos, long number, boolean client) {
    packet = view;
    timeNanos = nanos;
    packetNumber = number;
    fromClient = client;
  }

  /** Points the view at octets. */
  public void show(ByteBuffer data, int from, int count) {
    buffer = data;
    offset = from;
    length = count;
  }

  /** A big-endian buffer; its position and limit mean nothing. */
  public ByteBuffer buffer() {
    return buffer;
  }

  /** Index of the first octet in the buffer. */
  public int offset() {
    return offset;
  }

  public int length() {
    return length;
  }

  /** Whether the end that opened the connection sent them. */
  public boolean fromClient() {
    return fromClient;
  }

  /** When the packet was seen that made them available in order; nanoseconds since the epoch. */
  public long timeNanos() {
    return timeNanos;
  }

  /** Counts packets, so that equal numbers mean the same packet. */
  public long packetNumber() {
    return packetNumber;
  }

  /** The packet that made them available, which need not be the one that carried them. */
  public PacketView packet() {
    return packet;
  }
}
