package io.mudlark.mudscope.reject;

import io.mudlark.flow.IpAddress;
import io.mudlark.flow.MacAddress;
import io.mudlark.mud.match.HostsFile;
import io.mudlark.mudscope.mudgen.CaptureJob;
import io.mudlark.mudscope.mudgen.RuleRow;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.regex.Pattern;

/**
 * A rule as MUDscope compares it: text by text, which numbers stand for here.
 *
 * @param fields wanted source and destination MAC, EtherType, source and destination address,
 *     protocol, source and destination port; {@link #ANY} leaves one open, {@link #NEVER} is equal
 *     to nothing
 */
record CompatRule(long... fields) {
  static final long ANY = -1;
  static final long NEVER = -2;

  /** Ports of the vendors' backends, which MUDscope lets pass on either side of every rule. */
  private static final Set<Integer> BACKEND_PORTS =
      Set.of(
          39542, 39545, 52682, 8802, 50443, 58458, 6667, 49154, 51747, 8006, 32100, 21647, 16677,
          8810, 8811, 8812, 8813, 8814, 8815, 60722);

  /** Upper 24 bits of the networks of the authors' laboratories. */
  private static final Set<Integer> LOCAL_NETWORKS =
      Set.of(0x000000, 0xFFFFFF, 0xC0A805, 0xC0A80A, 0xC0A820);

  private static final Pattern STARTS_LIKE_IPV4 =
      Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}.*", Pattern.DOTALL);

  /** Translates a rule; a name without an address in {@code hosts} is added to the unresolved. */
  static CompatRule of(RuleRow row, CaptureJob job, HostsFile hosts, SortedSet<String> unresolved) {
    return new CompatRule(
        mac(row.srcMac(), job),
        mac(row.dstMac(), job),
        etherType(row.ethType()),
        address(row.srcIp(), hosts, unresolved),
        address(row.dstIp(), hosts, unresolved),
        decimal(row.ipProto(), 255),
        port(row.srcPort()),
        port(row.dstPort()));
  }

  private static long mac(String text, CaptureJob job) {
    switch (text) {
      case RuleRow.ANY:
        return ANY;
      case RuleRow.DEVICE:
        return job.device().value();
      case RuleRow.GATEWAY:
        return job.gatewayMac().value();
      default:
        return text.matches("[0-9a-f]{2}(:[0-9a-f]{2}){5}")
            ? MacAddress.parse(text).value()
            : NEVER;
    }
  }

  /** A frame's type is written 0x0 and its digits, so that VLAN frames are 0x08100. */
  private static long etherType(String text) {
    if (text.equals(RuleRow.ANY)) {
      return ANY;
    }
    return text.matches("0x0[1-9a-f][0-9a-f]{0,3}") ? Long.parseLong(text.substring(3), 16) : NEVER;
  }

  private static long address(String text, HostsFile hosts, SortedSet<String> unresolved) {
    if (text.equals(RuleRow.ANY)) {
      return ANY;
    }
    if (STARTS_LIKE_IPV4.matcher(text).matches() || text.indexOf(':') >= 0) {
      boolean plain = IpAddress.isLiteral(text) && IpAddress.parse(text).isV4();
      return plain && IpAddress.parse(text).toString().equals(text)
          ? IpAddress.parse(text).low()
          : NEVER;
    }
    for (IpAddress address : hosts.addresses(text.toLowerCase(Locale.ROOT))) {
      if (address.isV4()) {
        return address.low();
      }
    }
    unresolved.add(text);
    return NEVER;
  }

  private static long port(String text) {
    return text.equals("?") ? FrameKey.NO_PORT : decimal(text, 65_535);
  }

  private static long decimal(String text, int most) {
    if (text.equals(RuleRow.ANY)) {
      return ANY;
    }
    boolean plain = text.matches("0|[1-9][0-9]{0,4}");
    return plain && Integer.parseInt(text) <= most ? Integer.parseInt(text) : NEVER;
  }

  boolean matches(FrameKey key) {
    boolean equal =
        matches(0, key.srcMac())
            && matches(1, key.dstMac())
            && matches(2, key.etherType())
            && matches(3, Integer.toUnsignedLong(key.srcIp()))
            && matches(4, Integer.toUnsignedLong(key.dstIp()))
            && matches(5, key.protocol())
            && (matches(6, key.srcPort()) || BACKEND_PORTS.contains(key.srcPort()))
            && (matches(7, key.dstPort()) || BACKEND_PORTS.contains(key.dstPort()));
    return equal || (key.dstIp() == -1 && LOCAL_NETWORKS.contains(key.srcIp() >>> 8));
  }

  private boolean matches(int field, long value) {
    return fields[field] == ANY || fields[field] == value;
  }
}
