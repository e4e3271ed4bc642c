package io.mudlark.jobs.sink;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Sorts the lines of any number of files into one, in bounded memory: runs that fit are sorted and
 * set aside, then merged.
 *
 * <p>Lines are {@code key TAB document}; only the documents reach the result, in the order of their
 * keys, then of themselves.
 */
final class LineSort {
  /** Characters of lines held at once: 64 MiB of Java strings at most. */
  static final int MAX_CHARS = 32 << 20;

  private final Path scratch;
  private final int maxChars;
  private final List<Path> runs = new ArrayList<>();

  LineSort(Path scratch, int maxChars) {
    this.scratch = scratch;
    this.maxChars = maxChars;
  }

  /** Sorts {@code parts} into {@code result}; returns how many lines there are. */
  long sort(List<Path> parts, Path result) throws IOException {
    List<String> held = new ArrayList<>();
    long chars = 0;
    for (Path part : parts) {
      try (BufferedReader reader = Files.newBufferedReader(part)) {
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
          held.add(line);
          chars += line.length();
          if (chars > maxChars) {
            setAside(held);
            held.clear();
            chars = 0;
          }
        }
      }
    }
    setAside(held);
    return merge(result);
  }

  private void setAside(List<String> lines) throws IOException {
    lines.sort(Comparator.naturalOrder());
    Path run = scratch.resolve("sort-" + runs.size() + ".tmp");
    Files.write(run, lines);
    runs.add(run);
  }

  private long merge(Path result) throws IOException {
    PriorityQueue<Run> queue = new PriorityQueue<>(Comparator.comparing(Run::current));
    long count = 0;
    try (BufferedWriter writer = Files.newBufferedWriter(result)) {
      for (Path path : runs) {
        Run run = new Run(Files.newBufferedReader(path));
        enqueue(run, queue);
      }
      for (Run run = queue.poll(); run != null; run = queue.poll()) {
        writer.write(run.current(), run.current().indexOf('\t') + 1, documentLength(run.current()));
        writer.write('\n');
        count++;
        enqueue(run, queue);
      }
    }
    for (Path run : runs) {
      Files.delete(run);
    }
    return count;
  }

  private static int documentLength(String line) {
    return line.length() - line.indexOf('\t') - 1;
  }

  private static void enqueue(Run run, PriorityQueue<Run> queue) throws IOException {
    if (run.advance()) {
      queue.add(run);
    } else {
      run.reader.close();
    }
  }

  private static final class Run {
    private final BufferedReader reader;
    private @Nullable String line;

    Run(BufferedReader reader) {
      this.reader = reader;
    }

    boolean advance() throws IOException {
      line = reader.readLine();
      return line != null;
    }

    String current() {
      return line == null ? "" : line;
    }
  }
}
