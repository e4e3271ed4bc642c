package io.mudlark.mudscope.reject;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mudlark.flow.IpAddress;
import io.mudlark.flow.MacAddress;
import io.mudlark.mudscope.input.UnusableInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Writes a reject configuration for every capture of a folder.
 *
 * @param deviceName names the device, the folder and the files
 * @param deviceMac the device's MAC
 * @param gatewayMac the gateway's MAC
 * @param gatewayIpv4 its IPv4 address
 * @param gatewayIpv6 its IPv6 address or {@code -}
 */
public record RejectConfigs(
    String deviceName,
    String deviceMac,
    String gatewayMac,
    String gatewayIpv4,
    String gatewayIpv6) {

  /**
   * Writes {@code configs/reject_configs/NAME/rjt_NAME_CAPTURE.json} below {@code base}.
   *
   * @param captures folder whose {@code *.pcap} files are meant
   * @return the files, by name
   * @throws IOException when the folder cannot be read or a file cannot be written
   */
  public List<Path> write(Path base, Path captures) throws IOException {
    if (!Files.isDirectory(captures)) {
      throw new UnusableInput(captures.toString(), "/", "is not a folder");
    }
    if (deviceName.isBlank() || deviceName.matches("(?s).*[/\\\\\\p{Cntrl}].*|\\.+")) {
      throw new UnusableInput("--devname", "/", "cannot name a folder");
    }
    requireMac(deviceMac, "--dev_mac");
    requireMac(gatewayMac, "--gw_mac");
    requireAddress(gatewayIpv4, "--gw_ip4", 4);
    requireAddress(gatewayIpv6, "--gw_ip6", 6);
    List<Path> pcaps;
    try (Stream<Path> files = Files.list(captures)) {
      pcaps = files.filter(file -> file.toString().endsWith(".pcap")).sorted().toList();
    }
    Path folder = base.resolve("configs").resolve("reject_configs").resolve(deviceName);
    Files.createDirectories(folder);
    List<Path> written = new ArrayList<>();
    for (Path pcap : pcaps) {
      Path file = folder.resolve("rjt_" + deviceName + "_" + pcap.getFileName() + ".json");
      Register.write(config(pcap), file);
      written.add(file);
    }
    return written;
  }

  /** Refuses now what {@code reject} would refuse in every file that is written. */
  private static void requireMac(String value, String option) throws UnusableInput {
    try {
      MacAddress.parse(value);
    } catch (IllegalArgumentException e) {
      throw new UnusableInput(option, "/", "not a MAC address: " + UnusableInput.quote(value));
    }
  }

  private static void requireAddress(String value, String option, int version)
      throws UnusableInput {
    if (value.equals("-")) {
      return;
    }
    if (!IpAddress.isLiteral(value) || IpAddress.parse(value).version() != version) {
      throw new UnusableInput(
          option, "/", "not an IPv" + version + " address: " + UnusableInput.quote(value));
    }
  }

  private ObjectNode config(Path capture) {
    ObjectNode root = Register.object();
    ObjectNode gateway = root.putObject("defaultGatewayConfig");
    gateway.put("macAddress", gatewayMac);
    gateway.put("ipAddress", gatewayIpv4).put("ipv6Address", gatewayIpv6);
    root.putObject("deviceConfig").put("device", deviceMac).put("deviceName", deviceName);
    return root.put("filterPcapLocation", capture.toString());
  }
}
