package io.mudlark.probe.meter;

import io.mudlark.flow.IpProtocol;
import io.mudlark.probe.packet.PacketView;

/**
 * What the packets of both directions of a biflow have in common, with the two ends in a fixed
 * order: A is the end with the lower address, then the lower port.
 */
public final class BiflowKey {
  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

  /** How the discriminating word of the key was made; see {@link #icmp}. */
  private static final long ICMP_QUERY = 1L << 62;

  private static final long ICMP_MESSAGE = 1L << 61;

  long highA;
  long lowA;
  long highB;
  long lowB;

  /** Both ports, or what tells ICMP conversations apart. */
  long discriminator;

  /** VLAN, IP version and protocol. */
  long shared;

  /** Whether the packet that was looked at last went from A to B. */
  boolean fromA;

  /** Takes the key of a packet, and which way it went. */
  public void set(PacketView p) {
    fromA = order(p) <= 0;
    highA = fromA ? p.sourceHigh() : p.destinationHigh();
    lowA = fromA ? p.sourceLow() : p.destinationLow();
    highB = fromA ? p.destinationHigh() : p.sourceHigh();
    lowB = fromA ? p.destinationLow() : p.sourceLow();
    shared = (long) p.vlanId() << 16 | (long) p.version() << 8 | p.protocol();
    boolean icmp = p.protocol() == IpProtocol.ICMP || p.protocol() == IpProtocol.ICMPV6;
    discriminator = icmp ? icmp(p) : ports(p);
  }

  private static int order(PacketView p) {
    int order = Long.compareUnsigned(p.sourceHigh(), p.destinationHigh());
    if (order == 0) {
      order = Long.compareUnsigned(p.sourceLow(), p.destinationLow());
    }
    return order != 0 ? order : Integer.compare(p.sourcePort(), p.destinationPort());
  }

  private long ports(PacketView p) {
    int a = fromA ? p.sourcePort() : p.destinationPort();
    int b = fromA ? p.destinationPort() : p.sourcePort();
    return (long) a << 16 | b;
  }

  /**
   * Queries and their replies share the identifier and go both ways; any other message is told
   * apart by type and code and goes one way, since nothing answers it.
   */
  private long icmp(PacketView p) {
    int type = p.icmpTypeCode() >>> 8;
    int query = p.protocol() == IpProtocol.ICMP ? queryOf(type) : queryOf6(type);
    if (query >= 0) {
      return ICMP_QUERY | (long) query << 16 | p.icmpIdentifier();
    }
    return ICMP_MESSAGE | (fromA ? 1L << 16 : 0) | p.icmpTypeCode();
  }

  /** Echo, timestamp, information and address mask (RFC 792, RFC 950) by the type of the query. */
  private static int queryOf(int type) {
    switch (type) {
      case 0:
      case 8:
        return 8;
      case 13:
      case 14:
        return 13;
      case 15:
      case 16:
        return 15;
      case 17:
      case 18:
        return 17;
      default:
        return -1;
    }
  }

  private static int queryOf6(int type) {
    return type == 128 || type == 129 ? 128 : -1;
  }

  /** Makes the other key equal to this one. */
  public void copyTo(BiflowKey other) {
    other.highA = highA;
    other.lowA = lowA;
    other.highB = highB;
    other.lowB = lowB;
    other.discriminator = discriminator;
    other.shared = shared;
    other.fromA = fromA;
  }

  /** Whether both stand for the same conversation, whichever way the packets went. */
  public boolean sameFlow(BiflowKey other) {
    return lowA == other.lowA
        && lowB == other.lowB
        && discriminator == other.discriminator
        && highA == other.highA
        && highB == other.highB
        && shared == other.shared;
  }

  /** A hash of the key; {@code seed} makes it unpredictable to who chooses the packets. */
  public long hash(long seed) {
    long mixed = mix(lowA ^ seed);
    mixed = mix(mixed ^ lowB);
    mixed = mix(mixed ^ discriminator);
    if ((highA | highB) != 0) {
      mixed = mix(mix(mixed ^ highA) ^ highB);
    }
    return mix(mixed ^ shared);
  }

  /** The same for all keys that look alike in a flow record, where no ICMP identifier is shown. */
  long recordHash() {
    long kept = discriminator;
    if (isIcmp() && (discriminator & ICMP_QUERY) != 0) {
      kept &= ~0xFFFFL;
    }
    return mix(mix(mix(mix(mix(mix(lowA) ^ lowB) ^ kept) ^ highA) ^ highB) ^ shared);
  }

  private static long mix(long value) {
    long mixed = value * MULTIPLIER;
    return mixed ^ mixed >>> 29;
  }

  /** Whether the packet that was looked at last went from A to B. */
  public boolean fromA() {
    return fromA;
  }

  int vlanId() {
    return (int) (shared >> 16);
  }

  int version() {
    return (int) (shared >>> 8) & 0xFF;
  }

  int protocol() {
    return (int) shared & 0xFF;
  }

  boolean isIcmp() {
    return protocol() == IpProtocol.ICMP || protocol() == IpProtocol.ICMPV6;
  }

  int portA() {
    return (int) (discriminator >>> 16) & 0xFFFF;
  }

  int portB() {
    return (int) discriminator & 0xFFFF;
  }
}
