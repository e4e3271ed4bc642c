package io.mudlark.probe.opcua;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the number in front of a message's body means: a service, and whether the body is its
 * request or its response.
 *
 * @param name name of the service, such as {@code Read}
 * @param isRequest whether it is the request
 */
record UaService(String name, boolean isRequest) {
  /** The response of any service that failed (OPC 10000-4 7.33). */
  static final UaService FAULT = new UaService("ServiceFault", false);

  private static final int SERVICE_FAULT = 397;
  private static final String TABLE = "services.csv";
  private static final Map<Integer, UaService> BY_ID = read();

  /** The service of a binary encoding id of namespace 0, or null. */
  static @Nullable UaService of(int id) {
    return BY_ID.get(id);
  }

  private static Map<Integer, UaService> read() {
    Map<Integer, UaService> services = new HashMap<>();
    services.put(SERVICE_FAULT, FAULT);
    try (InputStream in = UaService.class.getResourceAsStream(TABLE)) {
      if (in == null) {
        throw new IllegalStateException("the resource " + TABLE + " is missing");
      }
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII));
      lines
          .lines()
          .filter(line -> Character.isUpperCase(line.charAt(0)))
          .map(line -> line.split(",", -1))
          .forEach(
              cells -> {
                services.put(Integer.valueOf(cells[1]), new UaService(cells[0], true));
                services.put(Integer.valueOf(cells[2]), new UaService(cells[0], false));
              });
    } catch (IOException e) {
      throw new UncheckedIOException(TABLE, e);
    }
    return Map.copyOf(services);
  }
}
