package io.mudlark.generator;

import io.mudlark.flow.IpAddress;
import java.util.Arrays;
import java.util.HexFormat;

/** One frame taken apart by hand, octet by octet, for the tests only. */
public record Packet(
    long nanos,
    String sourceMac,
    String destinationMac,
    int vlan,
    int etherType,
    String source,
    String destination,
    int protocol,
    int sourcePort,
    int destinationPort,
    int flags,
    int sequence,
    byte[] payload,
    String fault) {
  private static final HexFormat MAC = HexFormat.ofDelimiter(":");

  /** Takes a frame apart; what is inconsistent in it is named in {@code fault}. */
  public static Packet of(long nanos, byte[] frame) {
    int at = 12;
    int vlan = -1;
    int etherType = u16(frame, at);
    if (etherType == 0x8100) {
      vlan = u16(frame, at + 2) & 0xFFF;
      at += 4;
      etherType = u16(frame, at);
    }
    at += 2;
    Head head = new Head(nanos, mac(frame, 6), mac(frame, 0), vlan, etherType);
    byte[] rest = Arrays.copyOfRange(frame, at, frame.length);
    if (etherType == 0x0806) {
      return new Packet(
          nanos,
          head.from,
          head.to,
          vlan,
          etherType,
          address(rest, 14, 4),
          address(rest, 24, 4),
          0,
          0,
          0,
          0,
          0,
          rest,
          rest.length == 28 ? "" : "ARP length");
    }
    return etherType == 0x86DD ? six(head, rest) : four(head, rest);
  }

  private record Head(long nanos, String from, String to, int vlan, int etherType) {}

  private static Packet four(Head head, byte[] ip) {
    String fault = u16(ip, 2) == ip.length ? "" : "IPv4 length";
    if (sum(ip, 0, 20, 0) != 0xFFFF) {
      fault = "IPv4 checksum";
    }
    int pseudo = words(ip, 12, 8) + ip[9] + ip.length - 20;
    return transport(head, ip, 20, new int[] {12, 16, 4, ip[9], pseudo}, fault);
  }

  private static Packet six(Head head, byte[] ip) {
    String fault = u16(ip, 4) == ip.length - 40 ? "" : "IPv6 length";
    int pseudo = words(ip, 8, 32) + ip[6] + ip.length - 40;
    return transport(head, ip, 40, new int[] {8, 24, 16, ip[6], pseudo}, fault);
  }

  private static Packet transport(Head head, byte[] ip, int at, int[] layer, String ipFault) {
    int protocol = layer[3];
    String fault = ipFault;
    int ports = 0;
    int header = 0;
    int flags = 0;
    if (protocol == 6 || protocol == 17) {
      ports = 1;
      header = protocol == 17 ? 8 : ((ip[at + 12] >> 4) & 15) * 4;
      flags = protocol == 17 ? 0 : ip[at + 13] & 0xFF;
      if (sum(ip, at, ip.length - at, layer[4]) != 0xFFFF) {
        fault = "transport checksum";
      }
      if (protocol == 17 && u16(ip, at + 4) != ip.length - at) {
        fault = "UDP length";
      }
    } else if (protocol == 1 || protocol == 58) {
      header = 4;
      if (sum(ip, at, ip.length - at, protocol == 58 ? layer[4] : 0) != 0xFFFF) {
        fault = "ICMP checksum";
      }
    }
    return new Packet(
        head.nanos,
        head.from,
        head.to,
        head.vlan,
        head.etherType,
        address(ip, layer[0], layer[2]),
        address(ip, layer[1], layer[2]),
        protocol,
        ports == 0 ? 0 : u16(ip, at),
        ports == 0 ? 0 : u16(ip, at + 2),
        flags,
        protocol == 6 ? (u16(ip, at + 4) << 16) | u16(ip, at + 6) : 0,
        Arrays.copyOfRange(ip, at + header, ip.length),
        fault);
  }

  public boolean isTcp() {
    return protocol == 6;
  }

  public boolean isUdp() {
    return protocol == 17;
  }

  public boolean isArp() {
    return etherType == 0x0806;
  }

  public boolean isTo(String address, int port) {
    return destination.equals(address) && destinationPort == port;
  }

  private static int u16(byte[] octets, int at) {
    return (octets[at] & 0xFF) << 8 | (octets[at + 1] & 0xFF);
  }

  private static int words(byte[] octets, int at, int count) {
    int sum = 0;
    for (int i = at; i < at + count; i += 2) {
      sum += u16(octets, i);
    }
    return sum;
  }

  private static int sum(byte[] octets, int at, int count, int start) {
    int sum = start + words(octets, at, count & ~1);
    if ((count & 1) != 0) {
      sum += (octets[at + count - 1] & 0xFF) << 8;
    }
    while (sum > 0xFFFF) {
      sum = (sum & 0xFFFF) + (sum >>> 16);
    }
    return sum;
  }

  private static String address(byte[] octets, int at, int count) {
    return IpAddress.of(Arrays.copyOfRange(octets, at, at + count)).toString();
  }

  private static String mac(byte[] octets, int at) {
    return MAC.formatHex(octets, at, at + 6);
  }
}
