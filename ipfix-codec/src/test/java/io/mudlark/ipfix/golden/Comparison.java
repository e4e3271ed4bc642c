package io.mudlark.ipfix.golden;

import com.fasterxml.jackson.databind.JsonNode;
import io.mudlark.ipfix.record.RecordView.Repeated;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Holds what another decoder says of some records against what ours says. */
final class Comparison {
  int records;
  int found;
  int fieldsEqual;
  int fieldsNotComparable;
  final TreeMap<String, Integer> different = new TreeMap<>();
  final List<String> notes = new ArrayList<>();

  /**
   * Looks for each record of the other decoder, in order, among ours: one that agrees in all facts
   * it can be compared in; each of ours is used once.
   */
  void match(List<Map<String, JsonNode>> theirs, List<Decoded.Row> ours) {
    List<Decoded.Row> free = new ArrayList<>(ours);
    for (Map<String, JsonNode> record : theirs) {
      records++;
      Decoded.Row best = null;
      int bestScore = -1;
      for (Decoded.Row row : free) {
        int score = score(record, row);
        if (score > bestScore) {
          bestScore = score;
          best = row;
        }
        if (score == record.size()) {
          break;
        }
      }
      if (best == null) {
        notes.add("no record left for " + record);
        continue;
      }
      free.remove(best);
      boolean all = true;
      for (Map.Entry<String, JsonNode> fact : record.entrySet()) {
        if (agrees(fact.getKey(), fact.getValue(), best)) {
          fieldsEqual++;
        } else {
          all = false;
          different.merge(fact.getKey(), 1, Integer::sum);
          if (notes.size() < 3) {
            notes.add(
                fact.getKey()
                    + ": theirs "
                    + fact.getValue()
                    + ", ours "
                    + (best.flow() == null || !fact.getKey().startsWith("@")
                        ? best.fields().get(fact.getKey())
                        : best.flow().flow().startNanos() / 1_000_000L
                            + ".."
                            + best.flow().flow().endNanos() / 1_000_000L));
          }
        }
      }
      if (all) {
        found++;
      }
    }
  }

  private static int score(Map<String, JsonNode> record, Decoded.Row row) {
    int score = 0;
    for (Map.Entry<String, JsonNode> fact : record.entrySet()) {
      if (agrees(fact.getKey(), fact.getValue(), row)) {
        score++;
      }
    }
    return score;
  }

  private static boolean agrees(String name, JsonNode theirs, Decoded.Row row) {
    if (name.startsWith("@")) {
      if (row.flow() == null) {
        return false;
      }
      long nanos =
          name.equals("@start") ? row.flow().flow().startNanos() : row.flow().flow().endNanos();
      long later = Instant.parse(theirs.asText()).toEpochMilli() - Math.floorDiv(nanos, 1_000_000L);
      // logstash's codec adds one second to every uptime
      return later == 0 || later == 1000;
    }
    Object ours = null;
    for (String element : name.split("\\|")) {
      ours = ours == null ? row.fields().get(element) : ours;
    }
    if (ours instanceof Repeated repeated) {
      return repeated.values().stream().anyMatch(value -> same(theirs, value));
    }
    return ours != null && same(theirs, ours);
  }

  private static boolean same(JsonNode theirs, Object ours) {
    String text = theirs.asText();
    if (ours instanceof Boolean truth) {
      return text.equals(truth ? "1" : "2") || text.equals(truth.toString());
    }
    if (ours instanceof Number number) {
      if (theirs.isNumber()) {
        return theirs.decimalValue().compareTo(new java.math.BigDecimal(number.toString())) == 0;
      }
      try {
        return Long.decode(text.isEmpty() ? "x" : text.replaceAll("^0+(?=[0-9])", ""))
            == number.longValue();
      } catch (NumberFormatException e) {
        return false;
      }
    }
    if (ours instanceof Instant time) {
      return theirs.isNumber()
          ? time.toEpochMilli() == theirs.asLong() || time.getEpochSecond() == theirs.asLong()
          : Instant.parse(text).equals(time);
    }
    if (theirs.isArray()) {
      StringBuilder hex = new StringBuilder();
      theirs.forEach(octet -> hex.append(String.format("%02x", octet.asInt())));
      String own = ours.toString().replace(":", "");
      return own.equals(hex.toString()) || own.equals("0x" + hex);
    }
    if (text.matches("[0-9]+\\.\\.[0-9]+")) {
      // applicationId: one octet of engine, the rest a number (RFC 6759)
      String[] parts = text.split("\\.\\.");
      return ours.equals(
          String.format("0x%02x%06x", Integer.parseInt(parts[0]), Long.parseLong(parts[1])));
    }
    return text.equals(ours.toString())
        || ours.equals("0x" + text.replace("-", ""))
        || (text.contains(":") && isSameAddress(text, ours.toString()));
  }

  private static boolean isSameAddress(String theirs, String ours) {
    return io.mudlark.flow.IpAddress.isLiteral(theirs)
        && io.mudlark.flow.IpAddress.parse(theirs).toString().equals(ours);
  }

  /** Reads a table of two columns. */
  static Map<String, String> names(String resource) throws IOException {
    Map<String, String> names = new HashMap<>();
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                Comparison.class.getResourceAsStream(resource), StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String[] cells = line.split(",");
        names.put(cells[0], cells[1]);
      }
    }
    return names;
  }

  /** Keeps the facts that have a name of ours. */
  Map<String, JsonNode> renamed(Map<String, JsonNode> facts, Map<String, String> names) {
    Map<String, JsonNode> renamed = new LinkedHashMap<>();
    facts.forEach(
        (name, value) -> {
          String element = names.get(name);
          if (element == null || value.isArray()) {
            fieldsNotComparable++;
          } else {
            renamed.put(element, value);
          }
        });
    return renamed;
  }
}
