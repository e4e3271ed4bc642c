package io.mudlark.mud.profile;

import org.jspecify.annotations.Nullable;

/**
 * Reads ports as RFC 8519 writes them ({@code operator} and {@code port}, or {@code lower-port} and
 * {@code upper-port}) and as older files do (a bare number, or one container more).
 */
final class PortReader {
  private static final int MAX = 65_535;

  private PortReader() {}

  static PortRange read(JsonPlace place) throws MudFormatException {
    if (!place.node().isObject()) {
      return PortRange.exactly(place.integer(0, MAX));
    }
    JsonPlace inner =
        place.findAny("port-range-or-operator", "port-range", "range", "port-operator");
    if (inner != null) {
      return read(inner);
    }
    JsonPlace lower = place.find("lower-port");
    if (lower != null) {
      return range(place, lower, place.find("upper-port"));
    }
    JsonPlace port = place.find("port");
    if (port == null) {
      throw place.wrong("a port or a range of ports is expected");
    }
    JsonPlace operator = place.find("operator");
    return compared(place, operator == null ? "eq" : operator.text(), port.integer(0, MAX));
  }

  private static PortRange range(JsonPlace place, JsonPlace lower, @Nullable JsonPlace upper)
      throws MudFormatException {
    int from = lower.integer(0, MAX);
    int to = upper == null ? from : upper.integer(0, MAX);
    if (from > to) {
      throw place.wrong("lower-port " + from + " is above upper-port " + to);
    }
    return new PortRange(from, to, false);
  }

  private static PortRange compared(JsonPlace place, String operator, int port)
      throws MudFormatException {
    switch (operator) {
      case "eq":
        return PortRange.exactly(port);
      case "neq":
        return new PortRange(port, port, true);
      case "lte":
        return new PortRange(0, port, false);
      case "gte":
        return new PortRange(port, MAX, false);
      default:
        throw place.wrong(
            "eq, neq, lte or gte is expected, not " + MudFormatException.quote(operator));
    }
  }
}
