package io.mudlark.jobs.config;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.mudlark.flow.IpAddress;
import io.mudlark.flow.MacAddress;
import io.mudlark.site.Device;
import io.mudlark.site.DeviceId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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

  private final Path file;
  private final String defaultSite;

  private DevicesFile(Path file, String defaultSite) {
    this.file = file;
    this.defaultSite = defaultSite;
  }

  /**
   * Reads all devices of a file.
   *
   * @param defaultSite the site of lines that name none
   * @throws ConfigException when a line cannot be used; the message names file and line
   */
  public static List<Device> read(Path file, String defaultSite) throws ConfigException {
    return new DevicesFile(file, defaultSite).read();
  }

  private List<Device> read() throws ConfigException {
    CsvMapper mapper =
        CsvMapper.builder()
            .enable(CsvParser.Feature.TRIM_SPACES)
            .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
            .enable(CsvParser.Feature.ALLOW_COMMENTS)
            .build();
    List<Device> devices = new ArrayList<>();
    Set<DeviceId> names = new HashSet<>();
    Set<String> macs = new HashSet<>();
    try (var reader = Files.newBufferedReader(file);
        MappingIterator<Map<String, String>> rows =
            mapper
                .readerForMapOf(String.class)
                .with(CsvSchema.emptySchema().withHeader())
                .readValues(reader)) {
      while (rows.hasNextValue()) {
        Map<String, String> row = rows.nextValue();
        int line = rows.getCurrentLocation().getLineNr();
        checkColumns(row);
        Device device = device(row, line);
        if (!names.add(device.id())) {
          throw at(line, "device '" + device.id() + "' is listed twice");
        }
        MacAddress mac = device.mac();
        if (mac != null && !macs.add(device.id().site() + " " + mac)) {
          throw at(
              line, "MAC address " + mac + " is listed twice at site '" + device.id().site() + "'");
        }
        devices.add(device);
      }
    } catch (JacksonException e) {
      throw new ConfigException(file + ": not a CSV file: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new ConfigException(file + ": cannot be read: " + Reasons.of(e), e);
    }
    if (devices.isEmpty()) {
      throw new ConfigException(
          file + ": lists no device (expected the columns " + String.join(",", COLUMNS) + ")");
    }
    return devices;
  }

  private void checkColumns(Map<String, String> row) throws ConfigException {
    if (!row.containsKey("device") || !(row.containsKey("mac") || row.containsKey("ip"))) {
      throw new ConfigException(
          file
              + ": line 1: expected the columns "
              + String.join(",", COLUMNS)
              + ", found "
              + String.join(",", row.keySet()));
    }
  }

  private Device device(Map<String, String> row, int line) throws ConfigException {
    String name = field(row, "device");
    String site = field(row, "site");
    if (name == null || !NAME.matcher(name).matches()) {
      throw at(line, "field 'device' must be a name without '/', not '" + name + "'");
    }
    String where = site == null ? defaultSite : site;
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
