package io.mudlark.jobs.config;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import io.mudlark.flow.IpAddress;
import io.mudlark.flow.MacAddress;
import io.mudlark.site.Device;
import io.mudlark.site.DeviceId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the list of devices: a CSV file with the columns {@code device,mac,ip,mud,site} in any
 * order.
 *
 * <p>{@code ip} may be empty or hold several addresses separated by {@code ;}; {@code mud} is a MUD
 * URL or the name of a MUD file, or empty; {@code site} may be empty when the run has one site.
 */
public final class DevicesFile {
  private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}/]{1,128}");
  private static final List<String> COLUMNS = List.of("device", "mac", "ip", "mud", "site");

  /** What some spreadsheets put before the first column. */
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private static final ObjectReader CELLS =
      CsvMapper.builder()
          .enable(CsvParser.Feature.TRIM_SPACES)
          .build()
          .readerForListOf(String.class);

  private final Path file;
  private final @Nullable String defaultSite;

  private DevicesFile(Path file, @Nullable String defaultSite) {
    this.file = file;
    this.defaultSite = defaultSite;
  }

  /**
   * Reads all devices of a file.
   *
   * @param defaultSite the site of lines that name none; null when each line must name one
   * @throws ConfigException when a line cannot be used; the message names file and line
   */
  public static List<Device> read(Path file, @Nullable String defaultSite) throws ConfigException {
    return new DevicesFile(file, defaultSite).read();
  }

  private List<Device> read() throws ConfigException {
    List<Device> devices = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    List<String> columns = null;
    int line = 0;
    for (String raw : lines()) {
      line++;
      String text = line == 1 && raw.startsWith(BYTE_ORDER_MARK) ? raw.substring(1) : raw;
      if (text.isBlank() || text.startsWith("#")) {
        continue;
      }
      List<String> cells = cells(text, line);
      if (columns == null) {
        columns = cells;
        checkColumns(columns);
        continue;
      }
      Device device = device(row(columns, cells, line), line);
      checkOnce(device, taken, line);
      devices.add(device);
    }
    if (devices.isEmpty()) {
      throw new ConfigException(
          file + ": lists no device (expected the columns " + String.join(",", COLUMNS) + ")");
    }
    return devices;
  }

  /** Two devices of a site that share a name or an address could not be told apart. */
  private void checkOnce(Device device, Set<String> taken, int line) throws ConfigException {
    String site = device.id().site();
    if (!taken.add("device " + device.id())) {
      throw at(line, "device '" + device.id() + "' is listed twice");
    }
    MacAddress mac = device.mac();
    if (mac != null && !taken.add(site + " " + mac)) {
      throw at(line, "MAC address " + mac + " is listed twice at site '" + site + "'");
    }
    for (IpAddress address : device.addresses()) {
      if (!taken.add(site + " " + address)) {
        throw at(line, "IP address " + address + " is listed twice at site '" + site + "'");
      }
    }
  }

  private List<String> lines() throws ConfigException {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new ConfigException(Reasons.unreadable(file, e), e);
    }
  }

  private List<String> cells(String line, int number) throws ConfigException {
    try {
      return CELLS.readValue(line);
    } catch (JacksonException e) {
      throw at(number, "not CSV: " + e.getOriginalMessage().lines().findFirst().orElse(""));
    }
  }

  private Map<String, String> row(List<String> columns, List<String> cells, int line)
      throws ConfigException {
    if (cells.size() > columns.size()) {
      throw at(line, cells.size() + " fields, but there are " + columns.size() + " columns");
    }
    Map<String, String> row = new HashMap<>();
    for (int i = 0; i < cells.size(); i++) {
      row.put(columns.get(i), cells.get(i));
    }
    return row;
  }

  private void checkColumns(List<String> columns) throws ConfigException {
    if (!columns.contains("device") || !(columns.contains("mac") || columns.contains("ip"))) {
      throw new ConfigException(
          file
              + ": line 1: expected the columns "
              + String.join(",", COLUMNS)
              + ", found "
              + String.join(",", columns));
    }
  }

  private Device device(Map<String, String> row, int line) throws ConfigException {
    String name = field(row, "device");
    String site = field(row, "site");
    if (name == null || !NAME.matcher(name).matches()) {
      throw at(line, "field 'device' must be a name without '/', not '" + name + "'");
    }
    String where = site == null ? defaultSite : site;
    if (where == null) {
      throw at(line, "field 'site' is empty, but there are several sites to choose from");
    }
    if (!NAME.matcher(where).matches()) {
      throw at(line, "field 'site' must be a name without '/', not '" + where + "'");
    }
    try {
      String mac = field(row, "mac");
      return new Device(
          new DeviceId(where, name),
          mac == null ? null : MacAddress.parse(mac),
          addresses(field(row, "ip")),
          field(row, "mud"));
    } catch (IllegalArgumentException e) {
      throw at(line, Reasons.of(e));
    }
  }

  private static List<IpAddress> addresses(@Nullable String text) {
    List<IpAddress> addresses = new ArrayList<>();
    if (text != null) {
      for (String part : text.split("[;\\s]+")) {
        if (!part.isEmpty()) {
          addresses.add(IpAddress.parse(part));
        }
      }
    }
    return addresses;
  }

  private static @Nullable String field(Map<String, String> row, String column) {
    String value = row.get(column);
    return value == null || value.isBlank() ? null : value.strip();
  }

  private ConfigException at(int line, String what) {
    return new ConfigException(file + ": line " + line + ": " + what);
  }
}
