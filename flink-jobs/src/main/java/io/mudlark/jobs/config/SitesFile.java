package io.mudlark.jobs.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.mudlark.flow.IpAddress;
import io.mudlark.flow.IpPrefix;
import io.mudlark.flow.MacAddress;
import io.mudlark.site.Site;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the MUD abstractions mean at each site, from YAML:
 *
 * <pre>{@code
 * sites:
 *   home:
 *     gateway: {mac: "08:00:27:86:05:66", ipv4: 192.168.32.1, ipv6: "fe80::1"}
 *     localNetworks: [192.168.32.0/24]
 *     controllers: {"urn:ietf:params:mud:dns": [192.168.32.1]}
 *     dns: [192.168.32.1]
 *     ntp: [192.168.32.1]
 * }</pre>
 *
 * Each entry but the site's name is optional; a single value may stand for a list of one.
 */
public final class SitesFile {
  private static final Set<String> KEYS =
      Set.of("gateway", "localNetworks", "controllers", "dns", "ntp");
  private static final Set<String> GATEWAY_KEYS = Set.of("mac", "ipv4", "ipv6");

  private final Path file;

  private SitesFile(Path file) {
    this.file = file;
  }

  /**
   * Reads all sites of a file, by name.
   *
   * @throws ConfigException when something cannot be used; the message names file and key
   */
  public static Map<String, Site> read(Path file) throws ConfigException {
    return new SitesFile(file).read();
  }

  private Map<String, Site> read() throws ConfigException {
    JsonNode top = YamlFile.read(file);
    JsonNode sites = top.path("sites");
    if (!sites.isObject()) {
      throw new ConfigException(file + ": expected a key 'sites' with one entry per site");
    }
    members(top, Set.of("sites"), "top level");
    Map<String, Site> byName = new TreeMap<>();
    for (var entry : sites.properties()) {
      byName.put(entry.getKey(), site(entry.getKey(), entry.getValue()));
    }
    return byName;
  }

  private Site site(String name, JsonNode node) throws ConfigException {
    String path = "sites." + name;
    members(node, KEYS, path);
    JsonNode gateway = node.path("gateway");
    members(gateway, GATEWAY_KEYS, path + ".gateway");
    Set<MacAddress> macs =
        new HashSet<>(list(gateway.path("mac"), path + ".gateway.mac", MacAddress::parse));
    List<IpAddress> gateways =
        new ArrayList<>(list(gateway.path("ipv4"), path + ".gateway.ipv4", IpAddress::parse));
    gateways.addAll(list(gateway.path("ipv6"), path + ".gateway.ipv6", IpAddress::parse));
    Map<String, List<IpPrefix>> controllers = new TreeMap<>();
    JsonNode urns = node.path("controllers");
    members(urns, null, path + ".controllers");
    for (var entry : urns.properties()) {
      controllers.put(
          entry.getKey(),
          list(entry.getValue(), path + ".controllers." + entry.getKey(), IpPrefix::parse));
    }
    return new Site(
        name,
        macs,
        gateways,
        list(node.path("localNetworks"), path + ".localNetworks", IpPrefix::parse),
        controllers,
        list(node.path("dns"), path + ".dns", IpAddress::parse),
        list(node.path("ntp"), path + ".ntp", IpAddress::parse));
  }

  /** An entry with entries of its own, or with none; of known names, unless any will do. */
  private void members(JsonNode node, @Nullable Set<String> known, String path)
      throws ConfigException {
    if (!node.isObject() && !isAbsent(node)) {
      throw new ConfigException(file + ": " + path + ": expected keys with values");
    }
    for (var entry : node.properties()) {
      if (known != null && !known.contains(entry.getKey())) {
        throw new ConfigException(
            file
                + ": "
                + path
                + ": unknown key '"
                + entry.getKey()
                + "'"
                + NearestKey.hint(entry.getKey(), known)
                + " (keys are "
                + String.join(", ", known.stream().sorted().toList())
                + ")");
      }
    }
  }

  private <T> List<T> list(JsonNode node, String path, Function<String, T> parse)
      throws ConfigException {
    List<T> values = new ArrayList<>();
    if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        values.add(value(node.get(i), path + "[" + i + "]", parse));
      }
    } else if (!isAbsent(node)) {
      values.add(value(node, path, parse));
    }
    return values;
  }

  private <T> T value(JsonNode node, String path, Function<String, T> parse)
      throws ConfigException {
    if (!node.isTextual()) {
      throw new ConfigException(file + ": " + path + ": expected an address as text, not " + node);
    }
    try {
      return parse.apply(node.asText());
    } catch (IllegalArgumentException e) {
      throw new ConfigException(file + ": " + path + ": " + Reasons.of(e), e);
    }
  }

  private static boolean isAbsent(JsonNode node) {
    return node.isMissingNode() || node.isNull() || (node.isTextual() && node.asText().isBlank());
  }
}
