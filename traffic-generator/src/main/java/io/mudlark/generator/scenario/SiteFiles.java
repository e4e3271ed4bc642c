package io.mudlark.generator.scenario;

import io.mudlark.generator.network.SiteNetwork;
import io.mudlark.generator.network.Station;
import java.util.List;

/** The texts that tell the pipeline who lives where: devices as CSV, sites as YAML. */
final class SiteFiles {
  private SiteFiles() {}

  /** The header of the devices file. */
  static final String DEVICES_HEADER = "device,mac,ip,mud,site\n";

  /** One line of the devices file. */
  static String device(SiteNetwork site, Station station, String mud) {
    return String.join(
            ",",
            station.name(),
            station.mac().toString(),
            station.v4().toString(),
            mud,
            site.name())
        + "\n";
  }

  /** The sites file. */
  static String sites(List<SiteNetwork> sites) {
    StringBuilder text = new StringBuilder("sites:\n");
    for (SiteNetwork site : sites) {
      Station gateway = site.gateway();
      text.append("  ").append(site.name()).append(":\n");
      line(text, "gateway: {mac: \"%s\", ipv4: \"%s\", ipv6: \"%s\"}", gateway);
      text.append("    localNetworks: [\"")
          .append(site.v4())
          .append("\", \"")
          .append(site.v6())
          .append("\"]\n    controllers: {");
      String comma = "";
      for (var entry : site.controllers().entrySet()) {
        text.append(comma).append('"').append(entry.getKey()).append("\": [\"");
        text.append(entry.getValue()).append("\"]");
        comma = ", ";
      }
      text.append("}\n    dns: [\"").append(gateway.v4()).append("\"]\n");
      text.append("    ntp: [\"").append(gateway.v4()).append("\"]\n");
    }
    return text.toString();
  }

  private static void line(StringBuilder text, String format, Station gateway) {
    text.append("    ")
        .append(
            String.format(java.util.Locale.ROOT, format, gateway.mac(), gateway.v4(), gateway.v6()))
        .append('\n');
  }
}
