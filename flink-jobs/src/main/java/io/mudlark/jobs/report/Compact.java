package io.mudlark.jobs.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers and copies of members as short as a report needs them. */
final class Compact {
  private static final MathContext FOUR_DIGITS = new MathContext(4);
  private static final int MAX_TEXT = 400;

  private Compact() {}

  /** Whole numbers exactly, others with four significant digits. */
  static void add(ArrayNode array, double value) {
    if (isWhole(value)) {
      array.add((long) value);
    } else if (Double.isFinite(value)) {
      array.add(rounded(value));
    } else {
      array.addNull();
    }
  }

  /** Copies a number, text or flag when it is there, numbers shortened as in {@link #add}. */
  static void copy(JsonNode from, String name, ObjectNode to, String as) {
    JsonNode value = from.path(name);
    if (value.isNumber() && !isWhole(value.asDouble())) {
      to.put(as, rounded(value.asDouble()));
    } else if (value.isNumber()) {
      to.put(as, value.asLong());
    } else if (value.isTextual()) {
      to.put(as, clipped(value.asText()));
    } else if (value.isBoolean()) {
      to.put(as, value.asBoolean());
    }
  }

  static void copy(JsonNode from, ObjectNode to, String... names) {
    for (String name : names) {
      copy(from, name, to, name);
    }
  }

  /** Copies the first texts of an array. */
  static void texts(JsonNode from, ArrayNode to, int limit) {
    for (int i = 0; i < Math.min(limit, from.size()); i++) {
      to.add(clipped(from.get(i).asText()));
    }
  }

  /** Texts come from names and profiles of others: none may be so long that it fills the page. */
  static String clipped(String text) {
    return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT) + "\u2026";
  }

  private static boolean isWhole(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1L << 53;
  }

  private static double rounded(double value) {
    return new BigDecimal(value).round(FOUR_DIGITS).doubleValue();
  }
}
