package io.mudlark.probe.packet;

/** One counter per {@link Note}. */
public final class NoteCounts {
  private final long[] counts = new long[Note.values().length];

  void add(Note note) {
    counts[note.ordinal()]++;
  }

  public long count(Note note) {
    return counts[note.ordinal()];
  }
}
