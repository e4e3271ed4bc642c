package io.mudlark.mudscope.mudgen.learn;

import io.mudlark.flow.IpAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Finds scans: one peer and many ports, or one port and many peers, with little or nothing
 * exchanged on each.
 */
final class Sweeps {
  /** So many probed ports between the device and one peer are a scan. */
  static final int PORTS = 5;

  /** So many peers probed by the device, or probing it, on one port are a scan. */
  static final int PEERS = 20;

  /** A flow of more packets is no probe. */
  static final long PROBE_PACKETS = 5;

  private static final int MAX_KEYS = 1 << 16;

  private final Map<String, Set<String>> seen = new HashMap<>();

  /** Takes in a probe. */
  void add(boolean byDevice, int protocol, int port, IpAddress peer) {
    note(ports(byDevice, peer), protocol + " " + port, PORTS);
    note(peers(byDevice, protocol, port), peer.toString(), PEERS);
  }

  private void note(String key, String value, int enough) {
    Set<String> values = seen.get(key);
    if (values == null) {
      if (seen.size() >= MAX_KEYS) {
        return;
      }
      values = new HashSet<>();
      seen.put(key, values);
    }
    if (values.size() < enough) {
      values.add(value);
    }
  }

  boolean contains(boolean byDevice, int protocol, int port, IpAddress peer) {
    return seen.getOrDefault(ports(byDevice, peer), Set.of()).size() >= PORTS
        || seen.getOrDefault(peers(byDevice, protocol, port), Set.of()).size() >= PEERS;
  }

  private static String ports(boolean byDevice, IpAddress peer) {
    return byDevice + " " + peer;
  }

  private static String peers(boolean byDevice, int protocol, int port) {
    return byDevice + " * " + protocol + " " + port;
  }
}
