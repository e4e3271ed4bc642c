package io.mudlark.mudscope.mudgen;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.mudlark.flow.IpAddress;
import io.mudlark.flow.IpPrefix;
import io.mudlark.flow.MacAddress;
import io.mudlark.mudscope.input.UnusableInput;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One device, its gateway and a capture: what MUDgee's and MUDscope's JSON configurations say.
 *
 * @param gatewayMac the gateway's MAC; through it goes everything that is not local
 * @param gatewayIpv4 its IPv4 address, when given
 * @param gatewayIpv6 its IPv6 address, when given
 * @param device the device's MAC
 * @param deviceName the device's name, which names folders and files
 * @param capture the capture, relative to the working directory as in the originals
 * @param controllers MUDgee's {@code controllers}: address blocks by URN
 */
public record CaptureJob(
    MacAddress gatewayMac,
    @Nullable IpAddress gatewayIpv4,
    @Nullable IpAddress gatewayIpv6,
    MacAddress device,
    String deviceName,
    Path capture,
    SortedMap<String, IpPrefix> controllers) {
  static final int MAX_OCTETS = 1 << 20;
  private static final int MAX_DEPTH = 32;
  private static final int LONGEST_NAME = 128;

  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  static {
    MAPPER
        .getFactory()
        .setStreamReadConstraints(
            StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build());
  }

  public CaptureJob {
    controllers = Collections.unmodifiableSortedMap(new TreeMap<>(controllers));
  }

  /**
   * Reads a configuration of {@code mudgen}, whose capture is {@code pcapLocation}.
   *
   * @throws UnusableInput when it cannot be used
   */
  public static CaptureJob readMudgen(Path file) throws UnusableInput {
    return parse(file.toString(), TextFile.read(file, MAX_OCTETS), "pcapLocation");
  }

  /** Reads a configuration of {@code reject}, whose capture is {@code filterPcapLocation}. */
  public static CaptureJob readReject(Path file) throws UnusableInput {
    return parse(file.toString(), TextFile.read(file, MAX_OCTETS), "filterPcapLocation");
  }

  static CaptureJob parse(String file, String json, String captureKey) throws UnusableInput {
    Tree tree = new Tree(file, tree(file, json));
    Tree gateway = tree.object("defaultGatewayConfig");
    Tree device = tree.object("deviceConfig");
    String name = device.text("deviceName");
    if (name.isBlank()
        || name.length() > LONGEST_NAME
        || name.matches("(?s).*[/\\\\\\p{Cntrl}].*")
        || name.matches("\\.+")) {
      throw device.wrong("deviceName", "cannot name a file: " + UnusableInput.quote(name));
    }
    return new CaptureJob(
        gateway.mac("macAddress"),
        gateway.address("ipAddress", 4),
        gateway.address("ipv6Address", 6),
        device.mac("device"),
        name,
        tree.path(captureKey),
        tree.blocks("controllers"));
  }

  private static JsonNode tree(String file, String json) throws UnusableInput {
    try {
      JsonNode root = MAPPER.readTree(json);
      if (root == null || !root.isObject()) {
        throw new UnusableInput(file, "/", "a JSON object is expected");
      }
      return root;
    } catch (JsonProcessingException e) {
      String place =
          e.getLocation() == null
              ? "/"
              : "line " + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr();
      String message = e.getOriginalMessage();
      throw new UnusableInput(
          file, place, message == null ? "not JSON" : message.lines().findFirst().orElse(""));
    }
  }

  /** An object of the tree that knows its file. */
  private record Tree(String file, JsonNode node) {
    UnusableInput wrong(String key, String what) {
      return new UnusableInput(file, key, what);
    }

    Tree object(String key) throws UnusableInput {
      JsonNode member = node.get(key);
      if (member == null || !member.isObject()) {
        throw wrong(key, "a container of this name is needed");
      }
      return new Tree(file, member);
    }

    String text(String key) throws UnusableInput {
      JsonNode member = node.get(key);
      if (member == null || !member.isTextual()) {
        throw wrong(key, "a text of this name is needed");
      }
      return member.textValue();
    }

    MacAddress mac(String key) throws UnusableInput {
      try {
        return MacAddress.parse(text(key));
      } catch (IllegalArgumentException e) {
        throw wrong(key, "not a MAC address: " + UnusableInput.quote(text(key)));
      }
    }

    /** Null when it is absent, empty or {@code -}. */
    @Nullable IpAddress address(String key, int version) throws UnusableInput {
      JsonNode member = node.get(key);
      if (member == null || member.isNull()) {
        return null;
      }
      String text = text(key).strip();
      if (text.isEmpty() || text.equals("-")) {
        return null;
      }
      if (!IpAddress.isLiteral(text) || IpAddress.parse(text).version() != version) {
        throw wrong(key, "not an IPv" + version + " address: " + UnusableInput.quote(text));
      }
      return IpAddress.parse(text);
    }

    Path path(String key) throws UnusableInput {
      try {
        return Path.of(text(key));
      } catch (InvalidPathException e) {
        throw wrong(key, "not a path: " + UnusableInput.quote(text(key)));
      }
    }

    SortedMap<String, IpPrefix> blocks(String key) throws UnusableInput {
      SortedMap<String, IpPrefix> blocks = new TreeMap<>();
      JsonNode member = node.get(key);
      if (member == null || member.isNull()) {
        return blocks;
      }
      Tree container = object(key);
      for (Map.Entry<String, JsonNode> entry : member.properties()) {
        try {
          blocks.put(entry.getKey(), IpPrefix.parse(container.text(entry.getKey())));
        } catch (IllegalArgumentException e) {
          throw wrong(key + "/" + entry.getKey(), "not an address block");
        }
      }
      return blocks;
    }
  }
}
