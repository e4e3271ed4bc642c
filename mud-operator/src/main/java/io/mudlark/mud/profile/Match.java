package io.mudlark.mud.profile;

import io.mudlark.flow.IpPrefix;
import io.mudlark.flow.MacAddress;
import io.mudlark.flow.TcpFlags;
import java.util.Locale;

/**
 * One condition of an access control entry, by RFC 8519 (headers) or RFC 8520 (names and
 * abstractions). All conditions of an entry must hold.
 */
public sealed interface Match {
  /** An end of a packet, in the sense of the packet and not of the device. */
  enum End {
    SOURCE("source"),
    DESTINATION("destination");

    private final String text;

    End(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /** The name of the leaf that states it, as a person would look for it in the file. */
  String subject();

  /** What the entry wants, as text. */
  String wanted();

  /** The entry stands in an {@code ipv4} or {@code ipv6} container or list. */
  record IpVersion(int version) implements Match {
    @Override
    public String subject() {
      return "IP version";
    }

    @Override
    public String wanted() {
      return Integer.toString(version);
    }
  }

  /** IP protocol number; of IPv6 the upper layer's. */
  record Protocol(int number) implements Match {
    @Override
    public String subject() {
      return "protocol";
    }

    @Override
    public String wanted() {
      return Integer.toString(number);
    }
  }

  /** TCP or UDP port. */
  record Port(End end, PortRange ports) implements Match {
    @Override
    public String subject() {
      return end == End.SOURCE ? "source-port" : "destination-port";
    }

    @Override
    public String wanted() {
      return ports.toString();
    }
  }

  /** Address block. */
  record Network(End end, IpPrefix prefix) implements Match {
    @Override
    public String subject() {
      return end + "-network";
    }

    @Override
    public String wanted() {
      return prefix.toString();
    }
  }

  /** {@code src-dnsname} or {@code dst-dnsname}: lower case, without the final dot. */
  record DnsName(End end, String name) implements Match {
    @Override
    public String subject() {
      return end == End.SOURCE ? "src-dnsname" : "dst-dnsname";
    }

    @Override
    public String wanted() {
      return name;
    }
  }

  /** ICMP type and code; {@link #ANY} leaves one open. */
  record Icmp(int type, int code) implements Match {
    public static final int ANY = -1;

    @Override
    public String subject() {
      return "icmp";
    }

    @Override
    public String wanted() {
      return "type " + open(type) + " code " + open(code);
    }

    private static String open(int value) {
      return value == ANY ? "any" : Integer.toString(value);
    }
  }

  /** TCP control bits that must be set. */
  record ControlBits(int flags) implements Match {
    @Override
    public String subject() {
      return "tcp flags";
    }

    @Override
    public String wanted() {
      return TcpFlags.format(flags);
    }
  }

  /** MAC address under a mask. */
  record EthernetAddress(End end, MacAddress address, MacAddress mask) implements Match {
    @Override
    public String subject() {
      return end + "-mac-address";
    }

    @Override
    public String wanted() {
      return mask.isBroadcast() ? address.toString() : address + " under mask " + mask;
    }
  }

  /** Ethernet's protocol number, 0x0800 for IPv4. */
  record EtherType(int number) implements Match {
    @Override
    public String subject() {
      return "ethertype";
    }

    @Override
    public String wanted() {
      return String.format(Locale.ROOT, "0x%04x", number);
    }
  }

  /** {@code direction-initiated}: who must have opened the TCP connection. */
  record Initiated(boolean byDevice) implements Match {
    @Override
    public String subject() {
      return "direction-initiated";
    }

    @Override
    public String wanted() {
      return byDevice ? "from-device" : "to-device";
    }
  }

  /** The peer is in the site's own networks. */
  record LocalNetworks() implements Match {
    @Override
    public String subject() {
      return "local-networks";
    }

    @Override
    public String wanted() {
      return "a peer in the site's own networks";
    }
  }

  /** The peer's MUD URL has the same authority as the device's. */
  record SameManufacturer() implements Match {
    @Override
    public String subject() {
      return "same-manufacturer";
    }

    @Override
    public String wanted() {
      return "a peer of the same manufacturer";
    }
  }

  /** The peer's MUD URL has this authority, lower case. */
  record Manufacturer(String authority) implements Match {
    @Override
    public String subject() {
      return "manufacturer";
    }

    @Override
    public String wanted() {
      return authority;
    }
  }

  /** The peer has this MUD URL. */
  record Model(String url) implements Match {
    @Override
    public String subject() {
      return "model";
    }

    @Override
    public String wanted() {
      return url;
    }
  }

  /** The peer belongs to a class of controllers that the site has mapped to addresses. */
  record Controller(String uri) implements Match {
    @Override
    public String subject() {
      return "controller";
    }

    @Override
    public String wanted() {
      return uri;
    }
  }

  /** The peer is the controller that the site has given this model of device. */
  record MyController() implements Match {
    @Override
    public String subject() {
      return "my-controller";
    }

    @Override
    public String wanted() {
      return "the device's own controller";
    }
  }
}
