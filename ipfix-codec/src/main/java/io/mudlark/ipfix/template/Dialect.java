package io.mudlark.ipfix.template;

import java.util.EnumSet;
import java.util.Set;

/**
 * How a known exporter departs from the standards, recognised by a template only it uses.
 *
 * @param name what the exporter is called
 * @param habits what it does differently
 */
public record Dialect(String name, Set<Habit> habits) {
  /** A departure from the standards that a reader can make up for. */
  public enum Habit {
    /** dateTimeMicroseconds and -Nanoseconds count from 1970, not from 1900. */
    UNIX_EPOCH,
    /** flowDurationMicroseconds holds milliseconds. */
    DURATION_IN_MILLIS,
    /** The sequence number never moves and says nothing of losses. */
    NO_SEQUENCE,
    /** Strings have a fixed length and are padded with NUL. */
    PADDED_STRINGS
  }

  public Dialect {
    EnumSet<Habit> copy = EnumSet.noneOf(Habit.class);
    copy.addAll(habits);
    habits = java.util.Collections.unmodifiableSet(copy);
  }

  public boolean has(Habit habit) {
    return habits.contains(habit);
  }
}
