package io.mudlark.mud.match;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.mudlark.flow.IpAddress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Names with fixed addresses, given by the operator because the traffic does not tell them.
 *
 * <p>Read from lines {@code address name...} as in /etc/hosts ({@code #} begins a comment), or from
 * a JSON object of names with an address or a list of addresses each.
 */
public final class HostsFile {
  /** Holds no names. */
  public static final HostsFile EMPTY = new HostsFile(Map.of());

  static final int MAX_OCTETS = 1 << 20;
  static final int MAX_ADDRESSES = 65_536;

  private final Map<String, List<IpAddress>> byName;

  private HostsFile(Map<String, List<IpAddress>> byName) {
    this.byName = byName;
  }

  /** From a table; names become lower case without the final dot. */
  public static HostsFile of(Map<String, List<IpAddress>> table) {
    Map<String, List<IpAddress>> canonical = new TreeMap<>();
    table.forEach(
        (name, addresses) ->
            canonical.computeIfAbsent(canonical(name), n -> new ArrayList<>()).addAll(addresses));
    canonical.replaceAll((name, addresses) -> addresses.stream().distinct().toList());
    return new HostsFile(Collections.unmodifiableMap(canonical));
  }

  /**
   * Reads a file.
   *
   * @throws IOException when it cannot be read or is malformed; the message is one line with the
   *     file and, of hosts lines, the line number
   */
  public static HostsFile read(Path file) throws IOException {
    byte[] octets;
    try (InputStream in = Files.newInputStream(file)) {
      octets = in.readNBytes(MAX_OCTETS + 1);
    }
    if (octets.length > MAX_OCTETS) {
      throw new IOException(file + ": larger than " + MAX_OCTETS + " octets");
    }
    String text = new String(octets, StandardCharsets.UTF_8);
    Map<String, List<IpAddress>> table =
        text.stripLeading().startsWith("{") ? json(file, text) : lines(file, text);
    if (table.values().stream().mapToInt(List::size).sum() > MAX_ADDRESSES) {
      throw new IOException(file + ": more than " + MAX_ADDRESSES + " addresses");
    }
    return of(table);
  }

  private static Map<String, List<IpAddress>> lines(Path file, String text) throws IOException {
    Map<String, List<IpAddress>> table = new TreeMap<>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      int comment = line.indexOf('#');
      String[] words = (comment < 0 ? line : line.substring(0, comment)).strip().split("\\s+");
      if (words[0].isEmpty()) {
        continue;
      }
      if (words.length < 2) {
        throw new IOException(file + ": line " + number + ": an address without a name");
      }
      IpAddress address = address(file + ": line " + number, words[0]);
      for (int i = 1; i < words.length; i++) {
        table.computeIfAbsent(words[i], name -> new ArrayList<>()).add(address);
      }
    }
    return table;
  }

  private static Map<String, List<IpAddress>> json(Path file, String text) throws IOException {
    JsonNode root;
    try {
      root =
          JsonMapper.builder()
              .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
              .build()
              .readTree(text);
    } catch (JsonProcessingException e) {
      throw new IOException(
          file
              + ": line "
              + (e.getLocation() == null ? 1 : e.getLocation().getLineNr())
              + ": not JSON",
          e);
    }
    Map<String, List<IpAddress>> table = new TreeMap<>();
    for (Map.Entry<String, JsonNode> member : root.properties()) {
      List<IpAddress> addresses = new ArrayList<>();
      JsonNode value = member.getValue();
      for (JsonNode one : value.isArray() ? value : List.of(value)) {
        addresses.add(address(file + ": " + printable(member.getKey()), one.asText("")));
      }
      table.put(member.getKey(), addresses);
    }
    return table;
  }

  private static IpAddress address(String place, String text) throws IOException {
    if (!IpAddress.isLiteral(text)) {
      throw new IOException(place + ": not an IP address: '" + printable(text) + "'");
    }
    return IpAddress.parse(text);
  }

  private static String printable(String text) {
    String shown = text.length() > 80 ? text.substring(0, 80) + "..." : text;
    return shown.replaceAll("\\p{Cntrl}", "?");
  }

  private static String canonical(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
  }

  /** The addresses of a name in lower case without the final dot; empty when it has none. */
  public List<IpAddress> addresses(String name) {
    return byName.isEmpty() ? List.of() : byName.getOrDefault(name, List.of());
  }

  /** All names with their addresses, by name. */
  public Map<String, List<IpAddress>> table() {
    return byName;
  }
}
