package io.mudlark.jobs.ecs;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Writes one ECS document, object by object; absent values are left out, and so are objects that
 * would be empty.
 */
final class EcsText {
  static final String VERSION = "8.17.0";
  private static final JsonFactory JSON = new JsonFactory();
  private static final DateTimeFormatter MILLIS = instants(3);
  private static final DateTimeFormatter NANOS = instants(9);
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final StringWriter text = new StringWriter(1024);
  private final JsonGenerator out;
  private @Nullable String pending;
  private boolean open;

  /** Begins a document with its time in milliseconds since the Unix epoch. */
  EcsText(long timeMillis) {
    try {
      out = JSON.createGenerator(text);
      out.writeStartObject();
      out.writeStringField("@timestamp", millis(timeMillis));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    object("ecs").text("version", VERSION);
  }

  private static DateTimeFormatter instants(int digits) {
    return new DateTimeFormatterBuilder().appendInstant(digits).toFormatter(Locale.ROOT);
  }

  static String millis(long millis) {
    return MILLIS.format(Instant.ofEpochMilli(millis));
  }

  static String nanos(long nanos) {
    return NANOS.format(
        Instant.ofEpochSecond(
            Math.floorDiv(nanos, NANOS_PER_SECOND), Math.floorMod(nanos, NANOS_PER_SECOND)));
  }

  /** Ends the object before and begins another of the document's. */
  EcsText object(String name) {
    end();
    pending = name;
    return this;
  }

  EcsText text(String name, @Nullable String value) {
    return value == null || value.isEmpty() ? this : write(() -> out.writeStringField(name, value));
  }

  EcsText number(String name, long value) {
    return write(() -> out.writeNumberField(name, value));
  }

  EcsText texts(String name, Collection<String> values) {
    if (values.isEmpty()) {
      return this;
    }
    return write(
        () -> {
          out.writeArrayFieldStart(name);
          for (String value : values) {
            out.writeString(value);
          }
          out.writeEndArray();
        });
  }

  /** A member of the document itself. */
  EcsText message(String value) {
    end();
    return write(() -> out.writeStringField("message", value));
  }

  private void end() {
    if (open) {
      open = false;
      write(out::writeEndObject);
    }
    pending = null;
  }

  private EcsText write(Writing writing) {
    try {
      String begin = pending;
      if (begin != null) {
        pending = null;
        open = true;
        out.writeObjectFieldStart(begin);
      }
      writing.run();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends the document with what result files have of it, as the object {@code mudlark}. */
  String with(String json) {
    end();
    write(
        () -> {
          out.writeFieldName("mudlark");
          out.writeRawValue(json);
          out.writeEndObject();
          out.close();
        });
    return text.toString();
  }

  /** Something written to memory, which does not fail. */
  private interface Writing {
    void run() throws IOException;
  }
}
