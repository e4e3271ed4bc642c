package io.mudlark.ipfix.template;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The table of exporter dialects, looked up by the exact fields of a template. */
public final class Dialects {
  private static final String TABLE = "dialects.csv";

  private final Map<String, Dialect> byFields;

  private Dialects(Map<String, Dialect> byFields) {
    this.byFields = byFields;
  }

  /** The table that comes with this module. */
  public static Dialects standard() {
    Map<String, Dialect> dialects = new HashMap<>();
    try (InputStream in = Dialects.class.getResourceAsStream(TABLE)) {
      if (in == null) {
        throw new IllegalStateException("the resource " + TABLE + " is missing");
      }
      BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isBlank() && !line.startsWith("#") && !line.startsWith("name,")) {
          String[] cells = line.split(",", -1);
          dialects.put(cells[1].trim(), new Dialect(cells[0].trim(), habits(cells[2])));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(TABLE, e);
    }
    return new Dialects(dialects);
  }

  private static Set<Dialect.Habit> habits(String cell) {
    Set<Dialect.Habit> habits = EnumSet.noneOf(Dialect.Habit.class);
    for (String word : cell.trim().split(" +")) {
      habits.add(Dialect.Habit.valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_')));
    }
    return habits;
  }

  /** The dialect whose template has exactly these fields in this order, or null. */
  public @Nullable Dialect match(Template template) {
    if (byFields.isEmpty() || template.options()) {
      return null;
    }
    return byFields.get(
        template.fields().stream().map(FieldSpecifier::toString).collect(Collectors.joining(" ")));
  }
}
