package io.mudlark.generator.device;

import io.mudlark.flow.IpAddress;
import io.mudlark.generator.network.Names.Zone;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The names that devices ask for, with pools of documentation addresses (RFC 5737, RFC 3849). */
public final class WorldNames {
  private WorldNames() {}

  /** All of them. Each has its own part of the pools, so that an address has one name. */
  public static List<Zone> zones() {
    return List.of(
        zone(Camera.STREAM, "edge-7.delivery.example", 10, pools(6, 0), 60),
        zone(Camera.HEALTH, null, 20, pools(4, 0), 120),
        zone(SmartPlug.CLOUD, "plugs.delivery.example", 30, pools(5, 0), 60),
        zone(Thermostat.CLOUD, "climate.delivery.example", 40, pools(4, 6), 45),
        zone(Thermostat.WEATHER, null, 60, pools(3, 3), 300),
        zone(Hub.CLOUD, null, 100, pools(3, 3), 90),
        zone(Speaker.MUSIC, "audio.delivery.example", 110, pools(6, 0), 30),
        zone(DoorSensor.CLOUD, null, 120, pools(2, 2), 600),
        zone(DoorSensor.FIRMWARE, "files.delivery.example", 130, pools(4, 4), 300),
        zone(Telephone.WEB, "www.delivery.example", 80, pools(8, 8), 30));
  }

  private record Pools(int fours, int sixes) {}

  private static Pools pools(int fours, int sixes) {
    return new Pools(fours, sixes);
  }

  private static Zone zone(
      String name, @Nullable String alias, int first, Pools pools, int ttlSeconds) {
    return new Zone(
        name,
        alias,
        pool("203.0.113.", first, pools.fours()),
        pool("2001:db8::", first, pools.sixes()),
        ttlSeconds);
  }

  private static List<IpAddress> pool(String prefix, int first, int count) {
    return IntStream.range(first, first + count)
        .mapToObj(host -> IpAddress.parse(prefix + host))
        .toList();
  }
}
