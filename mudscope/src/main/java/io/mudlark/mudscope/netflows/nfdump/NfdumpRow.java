package io.mudlark.mudscope.netflows.nfdump;

import io.mudlark.flow.IpAddress;
import io.mudlark.flow.IpProtocol;
import io.mudlark.flow.TcpFlags;
import io.mudlark.mudscope.netflows.FlowLine;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Turns a biflow into the row that MUDscope reads from nfdump's text: direction guessed by ports,
 * numbers of a million and more with one decimal, long IPv6 addresses condensed for good.
 */
final class NfdumpRow {
  private static final String DIRECTION = "  I";
  private static final String NO_FLAGS = "........";
  private static final int ADDRESS_WIDTH = 16;
  private static final int CONDENSED_SIDE = 7;
  private static final long NANOS_PER_MILLI = 1_000_000L;
  private static final double MEGA = 1e6;
  private static final double GIGA = 1e9;

  private NfdumpRow() {}

  static FlowLine of(Biflow flow) {
    boolean swap = isSwapped(flow.key);
    UniflowKey key = swap ? flow.key.reversed() : flow.key;
    long inPackets = swap ? flow.outPackets : flow.inPackets;
    long outPackets = swap ? flow.inPackets : flow.outPackets;
    long inOctets = swap ? flow.outOctets : flow.inOctets;
    long outOctets = swap ? flow.inOctets : flow.outOctets;
    double seconds = seconds(flow);
    boolean tcp = key.protocol() == IpProtocol.TCP;
    int flagBits = tcp ? flow.tcpFlags : 0;
    return new FlowLine(
        flow.firstMillis * NANOS_PER_MILLI,
        flow.lastMillis * NANOS_PER_MILLI,
        round(seconds, 3),
        NfdumpProtocols.name(key.protocol()),
        address(key.version(), key.sourceHigh(), key.sourceLow()),
        address(key.version(), key.destinationHigh(), key.destinationLow()),
        key.sourcePort(),
        destinationPort(key),
        0,
        0,
        scaled(inPackets),
        scaled(outPackets),
        scaled(inOctets),
        scaled(outOctets),
        tcp ? TcpFlags.format(flagBits) : NO_FLAGS,
        flagBits,
        0,
        DIRECTION,
        scaled(perSecond(8.0 * inOctets, seconds)),
        scaled(perSecond((double) inPackets, seconds)),
        (double) perPacket(inOctets, inPackets),
        millis(flow.first.clientMicros()),
        millis(flow.first.serverMicros()),
        millis(flow.first.applicationMicros()));
  }

  /** nfdump takes the side with the port of the lower class for the server. */
  private static boolean isSwapped(UniflowKey key) {
    if (key.protocol() != IpProtocol.TCP && key.protocol() != IpProtocol.UDP) {
      return false;
    }
    int source = key.sourcePort();
    int destination = key.destinationPort();
    return isBelow(source, destination, 1024)
        || isBelow(source, destination, 32768)
        || isBelow(source, destination, 49152);
  }

  private static boolean isBelow(int source, int destination, int border) {
    return source < border && destination >= border;
  }

  /** Seconds and milliseconds apart, as nfdump subtracts them: the rounding shows in the rates. */
  private static double seconds(Biflow flow) {
    long seconds = Math.floorDiv(flow.lastMillis, 1000L) - Math.floorDiv(flow.firstMillis, 1000L);
    long millis = Math.floorMod(flow.lastMillis, 1000L) - Math.floorMod(flow.firstMillis, 1000L);
    return seconds + millis / 1000.0;
  }

  private static long perSecond(double amount, double seconds) {
    return seconds == 0 ? 0 : (long) (amount / seconds);
  }

  private static long perPacket(long octets, long packets) {
    return packets == 0 ? 0 : octets / packets;
  }

  /** What remains of a number after nfdump has printed it and MUDscope has read it. */
  private static double scaled(long number) {
    if (number < MEGA) {
      return (double) number;
    }
    // "1.2 G" and "1.2 T" are no numbers to MUDscope, which makes them 0.
    return number < GIGA ? round(number / MEGA, 1) * MEGA : 0;
  }

  /** The exact binary value rounded half to even, as C's printf does. */
  private static double round(double value, int decimals) {
    return new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN).doubleValue();
  }

  /** A latency below 0, which out-of-order packets give, is a huge unsigned number to nfdump. */
  private static double millis(long micros) {
    double unsigned = micros >= 0 ? (double) micros : micros + 0x1p64;
    return micros == 0 ? 0 : round(unsigned / 1000.0, 3);
  }

  /** Of ICMP, type and code with a point between, read as a decimal number: 3.10 becomes 3.1. */
  private static double destinationPort(UniflowKey key) {
    boolean icmp = key.protocol() == IpProtocol.ICMP || key.protocol() == IpProtocol.ICMPV6;
    int port = key.destinationPort();
    return icmp ? Double.parseDouble((port >>> 8) + "." + (port & 0xFF)) : port;
  }

  private static String address(int version, long high, long low) {
    String text = new IpAddress(version, version == 4 ? 0 : high, low).toString();
    if (version == 6) {
      text = embedded(text, high, low);
    }
    if (text.length() > ADDRESS_WIDTH) {
      text =
          text.substring(0, CONDENSED_SIDE) + ".." + text.substring(text.length() - CONDENSED_SIDE);
    }
    return " ".repeat(ADDRESS_WIDTH - text.length()) + text;
  }

  /** The C library writes IPv4-mapped and IPv4-compatible addresses with a dotted end. */
  private static String embedded(String text, long high, long low) {
    boolean mapped = high == 0 && low >>> 32 == 0xFFFF;
    boolean compatible = high == 0 && low >>> 32 == 0 && low >>> 16 != 0;
    if (!mapped && !compatible) {
      return text;
    }
    return (mapped ? "::ffff:" : "::") + IpAddress.v4((int) low);
  }
}
