package io.mudlark.probe.packet;

import io.mudlark.flow.FlowKey;
import io.mudlark.probe.capture.CapturedPacket;
import java.nio.ByteBuffer;

/**
 * What the dissector found in one packet; a view that is filled again and again, so that dissecting
 * allocates nothing. Meaningful only when the packet's fate is {@link Fate#METERED}.
 */
public final class PacketView {
  /** Stands for a MAC address that the link does not show. */
  public static final long NO_MAC = -1;

  ByteBuffer buffer = ByteBuffer.allocate(0);

  /** Index in the buffer of what is dissected next, and of the end of what may be read. */
  int cursor;

  int end;

  /** Index of the first octet of the packet, and of its IP header. */
  int start;

  int ipStart;
  int wireLength;
  boolean cut;

  /** The IP version that the layer below announces, or 0 when it leaves that to the packet. */
  int announced;

  long timeNanos;
  int vlanId;
  long sourceMac;
  long destinationMac;
  int version;
  long sourceHigh;
  long sourceLow;
  long destinationHigh;
  long destinationLow;
  int protocol;
  int sourcePort;
  int destinationPort;
  int octets;
  int tcpFlags;
  int tcpSequence;
  int tcpAcknowledgment;
  int icmpTypeCode;
  int icmpIdentifier;
  long fragmentId;
  boolean firstFragment;
  boolean laterFragment;
  int payloadOffset;
  int payloadLength;
  int payloadOnWire;
  boolean payloadWhole;

  void reset(CapturedPacket packet) {
    buffer = packet.buffer();
    start = packet.offset();
    cursor = start;
    end = start + packet.length();
    wireLength = packet.wireLength();
    cut = packet.length() < packet.wireLength();
    timeNanos = packet.timeNanos();
    vlanId = FlowKey.NO_VLAN;
    sourceMac = NO_MAC;
    destinationMac = NO_MAC;
    announced = 0;
    version = 0;
    sourcePort = 0;
    destinationPort = 0;
    tcpFlags = 0;
    tcpSequence = 0;
    tcpAcknowledgment = 0;
    icmpTypeCode = 0;
    icmpIdentifier = 0;
    firstFragment = false;
    laterFragment = false;
    payloadOffset = 0;
    payloadLength = 0;
    payloadOnWire = 0;
    payloadWhole = false;
  }

  int u8(int at) {
    return buffer.get(at) & 0xFF;
  }

  int u16(int at) {
    return buffer.getShort(at) & 0xFFFF;
  }

  int captured() {
    return end - cursor;
  }

  /** Octets from the cursor to the end that the packet had on the wire. */
  int onWire() {
    return wireLength - (cursor - start);
  }

  /** The octets that hold the packet; {@link #payloadOffset} is an index into it. */
  public ByteBuffer buffer() {
    return buffer;
  }

  /** When the packet was captured, nanoseconds since the Unix epoch. */
  public long timeNanos() {
    return timeNanos;
  }

  /** The outer VLAN id, or {@link FlowKey#NO_VLAN}. */
  public int vlanId() {
    return vlanId;
  }

  /** 48 bits, or {@link #NO_MAC}. */
  public long sourceMac() {
    return sourceMac;
  }

  /** 48 bits, or {@link #NO_MAC}. */
  public long destinationMac() {
    return destinationMac;
  }

  /** 4 or 6. */
  public int version() {
    return version;
  }

  /** Upper 64 bits of the source address; 0 for IPv4. */
  public long sourceHigh() {
    return sourceHigh;
  }

  /** Lower 64 bits of the source address, or the 32 of IPv4. */
  public long sourceLow() {
    return sourceLow;
  }

  public long destinationHigh() {
    return destinationHigh;
  }

  public long destinationLow() {
    return destinationLow;
  }

  /** The upper-layer protocol, IPv6 extension headers and AH passed over. */
  public int protocol() {
    return protocol;
  }

  /** 0 when the protocol has no ports. */
  public int sourcePort() {
    return sourcePort;
  }

  public int destinationPort() {
    return destinationPort;
  }

  /** Octets of the IP packet, headers included, link padding not. */
  public int octets() {
    return octets;
  }

  /** The eight TCP control bits; 0 when not TCP. */
  public int tcpFlags() {
    return tcpFlags;
  }

  public int tcpSequence() {
    return tcpSequence;
  }

  /** The acknowledgment number; means something only with the ACK bit. */
  public int tcpAcknowledgment() {
    return tcpAcknowledgment;
  }

  /** ICMP type * 256 + code; 0 when not ICMP. */
  public int icmpTypeCode() {
    return icmpTypeCode;
  }

  /** The identifier of ICMP queries such as echo; 0 otherwise. */
  public int icmpIdentifier() {
    return icmpIdentifier;
  }

  /** Index of the first octet of the IP header. */
  public int ipOffset() {
    return ipStart;
  }

  /** Index after the last octet of the IP packet that was captured. */
  public int capturedEnd() {
    return end;
  }

  /** Index of the first octet above TCP or UDP. */
  public int payloadOffset() {
    return payloadOffset;
  }

  /** Captured octets above TCP or UDP; 0 for other protocols and later fragments. */
  public int payloadLength() {
    return payloadLength;
  }

  /** Octets above TCP or UDP that the packet had on the wire, captured or not. */
  public int payloadOnWire() {
    return payloadOnWire;
  }

  /** Whether the payload of the packet is all there: not cut, not a fragment. */
  public boolean payloadWhole() {
    return payloadWhole;
  }
}
