package io.mudlark.source.datagram;

import io.mudlark.flow.IpAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Names transport sessions by the address they come from, and remembers the names of recent
 * senders.
 */
final class SessionNames {
  static final String UDP = "udp:";
  static final String TCP = "tcp:";
  private static final String FILE = "file:";
  private static final int REMEMBERED = 4096;

  private final boolean withPort;
  private final Map<InetSocketAddress, String> names =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<InetSocketAddress, String> eldest) {
          return size() > REMEMBERED;
        }
      };

  /**
   * @param withPort whether two ports of one address are two sessions, as RFC 7011 has it
   */
  SessionNames(boolean withPort) {
    this.withPort = withPort;
  }

  /** The name of the session of a UDP sender. */
  String ofUdp(InetSocketAddress sender) {
    String name = names.get(sender);
    if (name == null) {
      name = UDP + host(sender.getAddress()) + (withPort ? ":" + sender.getPort() : "");
      names.put(sender, name);
    }
    return name;
  }

  /** The name of a TCP connection from this address and port. */
  static String ofTcp(InetSocketAddress sender) {
    return TCP + host(sender.getAddress()) + ":" + sender.getPort();
  }

  /** The name of a UDP session read from a capture. */
  static String ofUdp(IpAddress sender) {
    return UDP + host(sender);
  }

  /** The name of the session that an IPFIX File is. */
  static String ofFile(Path file) {
    return FILE + file.getFileName();
  }

  static String host(InetAddress address) {
    return host(IpAddress.of(address.getAddress()));
  }

  private static String host(IpAddress address) {
    return address.isV4() ? address.toString() : "[" + address + "]";
  }
}
