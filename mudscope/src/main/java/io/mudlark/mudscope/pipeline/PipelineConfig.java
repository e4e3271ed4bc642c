package io.mudlark.mudscope.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import io.mudlark.flow.IpAddress;
import io.mudlark.flow.MacAddress;
import io.mudlark.mudscope.characterize.BoundedFile;
import io.mudlark.mudscope.input.UnusableInput;
import io.mudlark.mudscope.monitor.MonitorConfig;
import io.mudlark.mudscope.mudgen.CaptureJob;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the pipeline runs on. Relative paths start at the folder of the configuration.
 *
 * @param output folder of all results
 * @param reference the scaler reference; null to learn what is normal from the benign captures
 * @param hosts file of names with fixed addresses; null for none
 * @param watched metrics that the monitor compares and draws
 * @param devices the devices, by name
 */
public record PipelineConfig(
    Path output,
    @Nullable Path reference,
    @Nullable Path hosts,
    List<String> watched,
    List<DeviceJob> devices) {
  /** Most devices of one run. */
  static final int MAX_DEVICES = 1_000;

  public PipelineConfig {
    watched = List.copyOf(watched);
    devices = List.copyOf(devices);
  }

  /**
   * One device.
   *
   * @param job device, gateway, and as its capture the benign one, or nothing of use without one
   * @param captures folder of its captures, one a window
   * @param rules its rules; null to learn them from the benign capture
   * @param benign a capture of its normal traffic; null only if there are rules
   * @param metadata where it stands: MUDscope's metadata file
   */
  public record DeviceJob(
      CaptureJob job, Path captures, @Nullable Path rules, @Nullable Path benign, Path metadata) {
    /** The job for another capture. */
    CaptureJob on(Path capture) {
      return new CaptureJob(
          job.gatewayMac(),
          job.gatewayIpv4(),
          job.gatewayIpv6(),
          job.device(),
          job.deviceName(),
          capture,
          job.controllers());
    }

    String name() {
      return job.deviceName();
    }
  }

  /**
   * Reads a configuration.
   *
   * @throws UnusableInput naming the field that is missing or wrong
   */
  public static PipelineConfig read(Path file) throws UnusableInput {
    JsonNode root = BoundedFile.json(file);
    JsonNode list = root.path("devices");
    if (!list.isArray() || list.isEmpty() || list.size() > MAX_DEVICES) {
      throw new UnusableInput(file, "/devices: is no list of 1 to " + MAX_DEVICES + " devices");
    }
    List<DeviceJob> devices = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (int i = 0; i < list.size(); i++) {
      DeviceJob device = device(file, root, "/devices/" + i);
      if (!names.add(device.name())) {
        throw new UnusableInput(file, "/devices/" + i + ": '" + device.name() + "' occurs twice");
      }
      devices.add(device);
    }
    Path reference = optional(file, root, "/dsr");
    if (reference == null && devices.stream().allMatch(device -> device.benign() == null)) {
      throw new UnusableInput(file, "/dsr: is needed when no device has a benign capture");
    }
    return new PipelineConfig(
        path(file, root, "/output"),
        reference,
        optional(file, root, "/hosts"),
        MonitorConfig.watched(file, root.path("features_watch")),
        devices);
  }

  private static DeviceJob device(Path file, JsonNode root, String place) throws UnusableInput {
    Path rules = optional(file, root, place + "/rules");
    Path benign = optional(file, root, place + "/benign");
    if (rules == null && benign == null) {
      throw new UnusableInput(file, place + ": has neither rules nor a benign capture");
    }
    String name = text(file, root, place + "/deviceConfig/deviceName");
    if (!name.matches("[^/\\\\\\p{Cntrl}]{1,128}") || name.matches("\\.+")) {
      throw new UnusableInput(file, place + "/deviceConfig/deviceName: cannot name a folder");
    }
    Path captures = path(file, root, place + "/captures");
    CaptureJob job =
        new CaptureJob(
            mac(file, root, place + "/defaultGatewayConfig/macAddress"),
            address(file, root, place + "/defaultGatewayConfig/ipAddress"),
            address(file, root, place + "/defaultGatewayConfig/ipv6Address"),
            mac(file, root, place + "/deviceConfig/device"),
            name,
            benign == null ? captures : benign,
            new TreeMap<>());
    return new DeviceJob(job, captures, rules, benign, path(file, root, place + "/metadata"));
  }

  private static MacAddress mac(Path file, JsonNode root, String place) throws UnusableInput {
    try {
      return MacAddress.parse(text(file, root, place));
    } catch (IllegalArgumentException e) {
      throw new UnusableInput(file, place + ": is no MAC address");
    }
  }

  /** Null when it is absent or a dash, as in MUDgee's configurations. */
  private static @Nullable IpAddress address(Path file, JsonNode root, String place)
      throws UnusableInput {
    String text = root.at(place).asText("").strip();
    if (text.isEmpty() || text.equals("-")) {
      return null;
    }
    if (!IpAddress.isLiteral(text)) {
      throw new UnusableInput(file, place + ": is no IP address");
    }
    return IpAddress.parse(text);
  }

  private static @Nullable Path optional(Path file, JsonNode root, String place)
      throws UnusableInput {
    return root.at(place).isMissingNode() ? null : path(file, root, place);
  }

  private static Path path(Path file, JsonNode root, String place) throws UnusableInput {
    try {
      return file.resolveSibling(Path.of(text(file, root, place)));
    } catch (InvalidPathException e) {
      throw new UnusableInput(file, place + ": is no path");
    }
  }

  private static String text(Path file, JsonNode root, String place) throws UnusableInput {
    JsonNode node = root.at(place);
    if (!node.isTextual() || node.textValue().isEmpty()) {
      throw new UnusableInput(file, place + ": is missing or no text");
    }
    return node.textValue();
  }
}
