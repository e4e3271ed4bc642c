package io.mudlark.mudscope.mudgen.mudgee;

import static io.mudlark.mudscope.mudgen.RuleRow.ANY;

import io.mudlark.flow.IpAddress;
import io.mudlark.flow.IpProtocol;
import io.mudlark.flow.MacAddress;
import io.mudlark.flow.TcpFlags;
import io.mudlark.probe.capture.CapturedPacket;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A packet as MUDgee sees it.
 *
 * @param match its fields
 * @param timeMillis milliseconds since the Unix epoch
 * @param octets captured octets of the frame
 * @param syn whether TCP's SYN is set
 * @param ack whether TCP's ACK is set
 * @param dns the question and addresses of a DNS answer
 */
record SwitchPacket(
    SwitchMatch match,
    long timeMillis,
    int octets,
    boolean syn,
    boolean ack,
    @Nullable Answer dns) {
  static final String IPV4 = "0x0800";
  static final String IPV6 = "0x86dd";
  static final String TCP = "6";
  static final String UDP = "17";
  private static final int ETHERNET = 14;
  private static final int DNS = 53;
  private static final long NANOS_PER_MILLI = 1_000_000L;

  /**
   * A DNS answer.
   *
   * @param name the name asked for
   * @param addresses its IPv4 addresses
   */
  record Answer(String name, List<String> addresses) {
    Answer {
      addresses = List.copyOf(addresses);
    }
  }

  /** Reads an Ethernet frame; null for those that MUDgee's decoder passes over. */
  static @Nullable SwitchPacket read(CapturedPacket packet) {
    if (packet.length() < ETHERNET) {
      return null;
    }
    ByteBuffer buffer = packet.buffer();
    int start = packet.offset();
    int type = buffer.getShort(start + 12) & 0xFFFF;
    String typeText = "0x" + hex4(type);
    SwitchMatch frame =
        SwitchMatch.ALL.macs(mac(buffer, start + 6), mac(buffer, start)).over(typeText, ANY);
    Reading reading = new Reading(packet, frame);
    if (type == 0x0800) {
      return reading.ipv4(start + ETHERNET, start + packet.length());
    }
    if (type == 0x86DD) {
      return reading.ipv6(start + ETHERNET, start + packet.length());
    }
    return reading.packet(frame, false, false, null);
  }

  private static String hex4(int value) {
    String digits = Integer.toHexString(value);
    return "0".repeat(4 - digits.length()) + digits;
  }

  private static String mac(ByteBuffer buffer, int at) {
    long value =
        Integer.toUnsignedLong(buffer.getInt(at)) << 16 | (buffer.getShort(at + 4) & 0xFFFF);
    return new MacAddress(value).toString();
  }

  /** Java's text of an IPv6 address: eight groups, nothing left out. */
  static String text(IpAddress address) {
    if (address.isV4()) {
      return address.toString();
    }
    StringBuilder text = new StringBuilder(39);
    for (int i = 0; i < 8; i++) {
      long word = i < 4 ? address.high() : address.low();
      text.append(i == 0 ? "" : ":").append(Long.toHexString(word >>> (48 - i % 4 * 16) & 0xFFFF));
    }
    return text.toString();
  }

  /** One frame being read. */
  private record Reading(CapturedPacket captured, SwitchMatch frame) {
    SwitchPacket packet(SwitchMatch match, boolean syn, boolean ack, @Nullable Answer dns) {
      long millis = Math.floorDiv(captured.timeNanos(), NANOS_PER_MILLI);
      return new SwitchPacket(match, millis, captured.length(), syn, ack, dns);
    }

    int u16(int at) {
      return captured.buffer().getShort(at) & 0xFFFF;
    }

    @Nullable SwitchPacket ipv4(int at, int end) {
      ByteBuffer buffer = captured.buffer();
      if (end - at < 20) {
        return null;
      }
      int header = (buffer.get(at) & 0x0F) * 4;
      int total = u16(at + 2);
      if (header < 20 || end - at < header || (total != 0 && total < header)) {
        return null;
      }
      SwitchMatch match =
          frame.ips(
              IpAddress.v4(buffer.getInt(at + 12)).toString(),
              IpAddress.v4(buffer.getInt(at + 16)).toString());
      int protocol = buffer.get(at + 9) & 0xFF;
      boolean fragment = (u16(at + 6) & 0x3FFF) != 0;
      int limit = total == 0 ? end : Math.min(end, at + total);
      return upper(match, protocol, fragment, at + header, limit);
    }

    @Nullable SwitchPacket ipv6(int at, int end) {
      ByteBuffer buffer = captured.buffer();
      if (end - at < 40) {
        return null;
      }
      IpAddress from = IpAddress.v6(buffer.getLong(at + 8), buffer.getLong(at + 16));
      IpAddress to = IpAddress.v6(buffer.getLong(at + 24), buffer.getLong(at + 32));
      int length = u16(at + 4);
      int limit = length == 0 ? end : Math.min(end, at + 40 + length);
      return upper(
          frame.ips(text(from), text(to)), buffer.get(at + 6) & 0xFF, false, at + 40, limit);
    }

    private @Nullable SwitchPacket upper(
        SwitchMatch network, int protocol, boolean fragment, int at, int end) {
      SwitchMatch match = network.over(frame.ethType(), Integer.toString(protocol));
      boolean version4 = frame.ethType().equals(IPV4);
      boolean icmp = protocol == (version4 ? IpProtocol.ICMP : IpProtocol.ICMPV6);
      boolean other = version4 ? protocol == IpProtocol.ICMPV6 : protocol == IpProtocol.ICMP;
      boolean ports = protocol == IpProtocol.TCP || protocol == IpProtocol.UDP;
      if (!icmp && !ports && !other) {
        return packet(match, false, false, null);
      }
      int least = protocol == IpProtocol.TCP ? 20 : protocol == IpProtocol.UDP ? 8 : 4;
      if (fragment || other || end - at < least) {
        return null;
      }
      if (icmp) {
        String type = Integer.toString(captured.buffer().get(at) & 0xFF);
        String code = Integer.toString(captured.buffer().get(at + 1) & 0xFF);
        return packet(match.icmp(type, code), false, false, null);
      }
      return transport(match, protocol, at, end);
    }

    private @Nullable SwitchPacket transport(SwitchMatch match, int protocol, int at, int end) {
      int from = u16(at);
      int to = u16(at + 2);
      SwitchMatch whole = match.ports(Integer.toString(from), Integer.toString(to));
      if (protocol == IpProtocol.UDP) {
        Answer dns =
            from == DNS && to != DNS ? AnswerReader.read(captured.buffer(), at + 8, end) : null;
        return packet(whole, false, false, dns);
      }
      int header = (captured.buffer().get(at + 12) & 0xF0) >>> 2;
      if (header < 20 || end - at < header) {
        return null;
      }
      int flags = captured.buffer().get(at + 13);
      return packet(whole, (flags & TcpFlags.SYN) != 0, (flags & TcpFlags.ACK) != 0, null);
    }
  }
}
