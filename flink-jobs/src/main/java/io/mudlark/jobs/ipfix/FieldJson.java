package io.mudlark.jobs.ipfix;

import com.fasterxml.jackson.core.JsonGenerator;
import io.mudlark.ipfix.record.ListValue;
import io.mudlark.ipfix.record.RecordView.Repeated;
import io.mudlark.ipfix.registry.AbstractDataType;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import java.util.Map;

/**
 * Values of fields in JSON: numbers as numbers, also those beyond 2^53; times in UTC with the
 * digits that their type has; addresses as text; octets in hexadecimal after {@code 0x}; the lists
 * of RFC 6313 as objects.
 */
final class FieldJson {
  private static final DateTimeFormatter SECONDS = instants(0);
  private static final DateTimeFormatter MILLIS = instants(3);
  private static final DateTimeFormatter MICROS = instants(6);
  private static final DateTimeFormatter NANOS = instants(9);
  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final String[] SEMANTICS = {
    "noneOf", "exactlyOneOf", "oneOrMoreOf", "allOf", "ordered"
  };

  private FieldJson() {}

  private static DateTimeFormatter instants(int digits) {
    return new DateTimeFormatterBuilder().appendInstant(digits).toFormatter(Locale.ROOT);
  }

  /** Nanoseconds since the Unix epoch as text of fixed width. */
  static String time(long nanos) {
    return NANOS.format(
        Instant.ofEpochSecond(
            Math.floorDiv(nanos, NANOS_PER_SECOND), Math.floorMod(nanos, NANOS_PER_SECOND)));
  }

  private static DateTimeFormatter digits(AbstractDataType type) {
    if (type == AbstractDataType.DATE_TIME_SECONDS) {
      return SECONDS;
    }
    if (type == AbstractDataType.DATE_TIME_MILLISECONDS) {
      return MILLIS;
    }
    return type == AbstractDataType.DATE_TIME_MICROSECONDS ? MICROS : NANOS;
  }

  /** Writes one value, of the types that {@link io.mudlark.ipfix.record.FieldValues} gives. */
  static void write(AbstractDataType type, Object value, JsonGenerator out) throws IOException {
    if (value instanceof Long number) {
      out.writeNumber(number.longValue());
    } else if (value instanceof BigInteger number) {
      out.writeNumber(number);
    } else if (value instanceof Boolean truth) {
      out.writeBoolean(truth);
    } else if (value instanceof Instant time) {
      out.writeString(digits(type).format(time));
    } else if (value instanceof Double real) {
      real(real, out);
    } else if (value instanceof ListValue list) {
      list(list, out);
    } else {
      out.writeString(value.toString());
    }
  }

  /** JSON has no word for what is no number: it becomes text. */
  private static void real(double value, JsonGenerator out) throws IOException {
    if (Double.isFinite(value)) {
      out.writeNumber(value);
    } else {
      out.writeString(Double.toString(value));
    }
  }

  private static void list(ListValue list, JsonGenerator out) throws IOException {
    out.writeStartObject();
    int semantic = list.semantic();
    out.writeStringField(
        "semantic", semantic < SEMANTICS.length ? SEMANTICS[semantic] : "undefined");
    out.writeStringField("of", list.of());
    out.writeArrayFieldStart("items");
    for (Object item : list.items()) {
      item(item, out);
    }
    out.writeEndArray();
    if (!list.complete()) {
      out.writeBooleanField("complete", false);
    }
    out.writeEndObject();
  }

  private static void item(Object item, JsonGenerator out) throws IOException {
    if (item instanceof Map<?, ?> fields) {
      out.writeStartObject();
      for (Map.Entry<?, ?> field : fields.entrySet()) {
        out.writeFieldName(field.getKey().toString());
        item(field.getValue(), out);
      }
      out.writeEndObject();
    } else if (item instanceof Repeated repeated) {
      out.writeStartArray();
      for (Object value : repeated.values()) {
        item(value, out);
      }
      out.writeEndArray();
    } else {
      write(AbstractDataType.DATE_TIME_NANOSECONDS, item, out);
    }
  }
}
