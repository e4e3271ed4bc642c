package io.mudlark.generator.network;

import io.mudlark.flow.IpAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The DNS of the invented world: each name has a pool of addresses, and like a content network it
 * answers with a few of them, others each time the TTL has run out.
 */
public final class Names {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  /**
   * One name.
   *
   * @param name what is asked for
   * @param alias what the name stands for (CNAME), or null
   * @param v4 its pool of IPv4 addresses
   * @param v6 its pool of IPv6 addresses, possibly none
   * @param ttlSeconds how long an answer holds
   */
  public record Zone(
      String name, @Nullable String alias, List<IpAddress> v4, List<IpAddress> v6, int ttlSeconds) {
    public Zone {
      v4 = List.copyOf(v4);
      v6 = List.copyOf(v6);
    }

    /** The addresses that an answer at this moment has: up to two of the pool. */
    public List<IpAddress> answer(boolean six, long nowNanos) {
      List<IpAddress> pool = six ? v6 : v4;
      List<IpAddress> answer = new ArrayList<>();
      long turn = nowNanos / (ttlSeconds * NANOS_PER_SECOND);
      for (int i = 0; i < Math.min(2, pool.size()); i++) {
        answer.add(pool.get(Math.floorMod(turn * 2 + i, pool.size())));
      }
      return answer;
    }
  }

  private final Map<String, Zone> zones = new LinkedHashMap<>();

  /** Adds a name; a second of the same spelling replaces the first. */
  public void add(Zone zone) {
    zones.put(zone.name(), zone);
  }

  /** The zone of a name that must exist. */
  public Zone zone(String name) {
    Zone zone = zones.get(name);
    if (zone == null) {
      throw new IllegalArgumentException("no such name in this scenario: " + name);
    }
    return zone;
  }
}
