package io.mudlark.generator.scenario;

import io.mudlark.flow.IpPrefix;
import io.mudlark.generator.attack.Attack;
import io.mudlark.generator.device.Inhabitant;
import io.mudlark.generator.network.Names;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A story: sites, who lives there, and what is done to them when.
 *
 * @param name what it is called
 * @param start its first moment of virtual time
 * @param duration how long it lasts
 * @param sites where it happens
 * @param names the DNS of its world
 * @param attacks what is done
 */
public record Scenario(
    String name,
    Instant start,
    Duration duration,
    List<SitePlan> sites,
    List<Names.Zone> names,
    List<AttackPlan> attacks) {
  public Scenario {
    sites = List.copyOf(sites);
    names = List.copyOf(names);
    attacks = List.copyOf(attacks);
  }

  /**
   * A site.
   *
   * @param name what it is called
   * @param vlanId the VLAN of all its frames, or {@code FlowKey.NO_VLAN}
   * @param v4 its IPv4 network, a /24
   * @param v6 its IPv6 network, a /64
   * @param stations who lives there
   * @param controllers which station stands for a class of RFC 8520's controller
   */
  public record SitePlan(
      String name,
      int vlanId,
      IpPrefix v4,
      IpPrefix v6,
      List<Placement> stations,
      Map<String, String> controllers) {
    public SitePlan {
      stations = List.copyOf(stations);
      controllers = Map.copyOf(controllers);
    }
  }

  /**
   * A station of a site.
   *
   * @param name what it is called there
   * @param host 2..254, its number in the site's networks
   * @param inhabitant what it is
   */
  public record Placement(String name, int host, Inhabitant inhabitant) {}

  /**
   * An attack.
   *
   * @param site where
   * @param device whom it is about
   * @param attack what is done
   * @param after when it begins, from the scenario's start
   * @param lasts how long
   */
  public record AttackPlan(
      String site, String device, Attack attack, Duration after, Duration lasts) {}

  /**
   * Lets the story happen and writes it into a folder: one capture per site, MUD files, devices,
   * sites, and the truth. The same scenario, seed and options give the same bytes.
   */
  public Generated writeTo(Path directory, long seed, ScenarioOptions options) throws IOException {
    return new Staging(this, seed, options).writeTo(directory);
  }
}
