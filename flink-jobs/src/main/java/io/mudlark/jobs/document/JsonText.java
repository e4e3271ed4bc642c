package io.mudlark.jobs.document;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes one JSON object, member by member, so that equal content gives equal text on every
 * machine.
 *
 * <p>Members stand in the order in which they are written. A null member is left out. Doubles have
 * their shortest exact form on every JDK; those that JSON cannot express (NaN, infinities) become
 * null; minus zero becomes zero. Times are ISO 8601 in UTC, of fixed width: three digits of a
 * second for windows, nine for flows.
 */
final class JsonText {
  private static final JsonFactory COMPACT =
      JsonFactory.builder().enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER).build();
  private static final DateTimeFormatter MILLIS = instants(3);
  private static final DateTimeFormatter NANOS = instants(9);
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final JsonGenerator out;

  private JsonText(JsonGenerator out) {
    this.out = out;
  }

  private static DateTimeFormatter instants(int digits) {
    return new DateTimeFormatterBuilder().appendInstant(digits).toFormatter(Locale.ROOT);
  }

  /** An object on one line. */
  static String line(Consumer<JsonText> members) {
    return write(members, false);
  }

  /** An object for people to read: one member a line, two blanks of indentation, LF. */
  static String pretty(Consumer<JsonText> members) {
    return write(members, true) + "\n";
  }

  private static String write(Consumer<JsonText> members, boolean pretty) {
    StringWriter text = new StringWriter(1024);
    try (JsonGenerator out = COMPACT.createGenerator(text)) {
      if (pretty) {
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        out.setPrettyPrinter(
            new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines));
      }
      out.writeStartObject();
      members.accept(new JsonText(out));
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  JsonText text(String name, @Nullable String value) {
    return value == null ? this : emit(() -> out.writeStringField(name, value));
  }

  /** The constant's name in lower case with dashes. */
  JsonText word(String name, Enum<?> value) {
    return text(name, value.name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }

  JsonText number(String name, long value) {
    return emit(() -> out.writeNumberField(name, value));
  }

  JsonText number(String name, @Nullable Integer value) {
    return value == null ? this : number(name, value.longValue());
  }

  JsonText number(String name, @Nullable Double value) {
    if (value == null) {
      return this;
    }
    return emit(
        () -> {
          out.writeFieldName(name);
          real(value);
        });
  }

  JsonText flag(String name, boolean value) {
    return emit(() -> out.writeBooleanField(name, value));
  }

  /** A time given in milliseconds since the Unix epoch. */
  JsonText millis(String name, @Nullable Long value) {
    return value == null ? this : text(name, MILLIS.format(Instant.ofEpochMilli(value)));
  }

  /** A time given in nanoseconds since the Unix epoch. */
  JsonText nanos(String name, long value) {
    Instant instant =
        Instant.ofEpochSecond(
            Math.floorDiv(value, NANOS_PER_SECOND), Math.floorMod(value, NANOS_PER_SECOND));
    return text(name, NANOS.format(instant));
  }

  <T> JsonText object(String name, @Nullable T value, BiConsumer<JsonText, T> members) {
    if (value == null) {
      return this;
    }
    return emit(
        () -> {
          out.writeObjectFieldStart(name);
          members.accept(this, value);
          out.writeEndObject();
        });
  }

  <T> JsonText objects(String name, Iterable<T> values, BiConsumer<JsonText, T> members) {
    return emit(
        () -> {
          out.writeArrayFieldStart(name);
          for (T value : values) {
            out.writeStartObject();
            members.accept(this, value);
            out.writeEndObject();
          }
          out.writeEndArray();
        });
  }

  JsonText texts(String name, List<String> values) {
    return emit(
        () -> {
          out.writeArrayFieldStart(name);
          for (String value : values) {
            out.writeString(value);
          }
          out.writeEndArray();
        });
  }

  JsonText numbers(String name, List<Double> values) {
    return emit(
        () -> {
          out.writeArrayFieldStart(name);
          for (double value : values) {
            real(value);
          }
          out.writeEndArray();
        });
  }

  private void real(double value) throws IOException {
    if (!Double.isFinite(value)) {
      out.writeNull();
    } else {
      out.writeNumber(value == 0 ? 0.0 : value);
    }
  }

  private JsonText emit(Emission emission) {
    try {
      emission.run();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Something written to the generator; writing to memory does not fail. */
  private interface Emission {
    void run() throws IOException;
  }
}
