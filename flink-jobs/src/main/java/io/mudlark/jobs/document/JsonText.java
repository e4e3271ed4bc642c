package io.mudlark.jobs.document;

import com.fasterxml.jackson.core.io.NumberOutput;
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
 * second for windows, nine for flows. Control characters, quotes and backslashes are escaped (RFC
 * 8259, section 7), nothing else.
 */
final class JsonText {
  private static final char[] HEX = "0123456789ABCDEF".toCharArray();

  private final StringBuilder out = new StringBuilder(1024);

  private JsonText() {}

  /** An object on one line. */
  static String line(Consumer<JsonText> members) {
    JsonText text = new JsonText();
    text.out.append('{');
    members.accept(text);
    return text.out.append('}').toString();
  }

  /** An object for people to read: one member a line, two blanks of indentation, LF. */
  static String pretty(Consumer<JsonText> members) {
    return JsonLayout.of(line(members)) + "\n";
  }

  JsonText text(String name, @Nullable String value) {
    if (value != null) {
      name(name);
      quoted(value);
    }
    return this;
  }

  /** The constant's name in lower case with dashes. */
  JsonText word(String name, Enum<?> value) {
    return text(name, value.name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }

  JsonText number(String name, long value) {
    name(name);
    out.append(value);
    return this;
  }

  JsonText number(String name, @Nullable Integer value) {
    return value == null ? this : number(name, value.longValue());
  }

  JsonText number(String name, @Nullable Double value) {
    if (value != null) {
      name(name);
      real(value);
    }
    return this;
  }

  JsonText flag(String name, boolean value) {
    name(name);
    out.append(value);
    return this;
  }

  /** A time given in milliseconds since the Unix epoch. */
  JsonText millis(String name, @Nullable Long value) {
    if (value != null) {
      name(name);
      out.append('"');
      IsoTime.appendMillis(out, value);
      out.append('"');
    }
    return this;
  }

  /** A time given in nanoseconds since the Unix epoch. */
  JsonText nanos(String name, long value) {
    name(name);
    out.append('"');
    IsoTime.appendNanos(out, value);
    out.append('"');
    return this;
  }

  <T> JsonText object(String name, @Nullable T value, BiConsumer<JsonText, T> members) {
    if (value != null) {
      name(name);
      object(value, members);
    }
    return this;
  }

  <T> JsonText objects(String name, Iterable<T> values, BiConsumer<JsonText, T> members) {
    return array(name, values, value -> object(value, members));
  }

  JsonText texts(String name, List<String> values) {
    return array(name, values, this::quoted);
  }

  JsonText numbers(String name, List<Double> values) {
    return array(name, values, this::real);
  }

  private <T> JsonText array(String name, Iterable<T> values, Consumer<T> write) {
    name(name);
    out.append('[');
    for (T value : values) {
      separate();
      write.accept(value);
    }
    out.append(']');
    return this;
  }

  private <T> void object(T value, BiConsumer<JsonText, T> members) {
    out.append('{');
    members.accept(this, value);
    out.append('}');
  }

  private void name(String name) {
    separate();
    quoted(name);
    out.append(':');
  }

  /** A comma, except after the opening of what is written now. */
  private void separate() {
    char last = out.charAt(out.length() - 1);
    if (last != '{' && last != '[') {
      out.append(',');
    }
  }

  private void quoted(String value) {
    out.append('"');
    int plain = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c < ' ' || c == '"' || c == '\\') {
        out.append(value, plain, i);
        escaped(c);
        plain = i + 1;
      }
    }
    out.append(value, plain, value.length()).append('"');
  }

  private void escaped(char c) {
    out.append('\\');
    switch (c) {
      case '"', '\\' -> out.append(c);
      case '\b' -> out.append('b');
      case '\t' -> out.append('t');
      case '\n' -> out.append('n');
      case '\f' -> out.append('f');
      case '\r' -> out.append('r');
      default -> out.append("u00").append(HEX[c >> 4]).append(HEX[c & 15]);
    }
  }

  private void real(double value) {
    if (!Double.isFinite(value)) {
      out.append("null");
    } else {
      out.append(NumberOutput.toString(value == 0 ? 0.0 : value, true));
    }
  }
}
