package io.mudlark.jobs.sink;

import io.mudlark.ledger.Tally;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Makes one sorted file of each stream's part files when a bounded run has ended. */
public final class ResultMerge {
  private final Path folder;

  public ResultMerge(Path folder) {
    this.folder = folder;
  }

  /** Merges the parts of a stream; returns how many documents there are. */
  public long merge(ResultFile file) throws IOException {
    return sort(file.stem(), folder.resolve(file.fileName()));
  }

  /** The ledger: lines of one site, book and fate are behind each other and become one. */
  public List<Tally> ledger() throws IOException {
    Path merged = folder.resolve(ResultFiles.PARTS).resolve("ledger.tmp");
    sort(ResultFiles.LEDGER_PARTS, merged);
    List<Tally> tallies = new ArrayList<>();
    try (Stream<String> lines = Files.lines(merged)) {
      lines.map(TallyLines::parse).forEach(tally -> add(tally, tallies));
    }
    return tallies;
  }

  private static void add(Tally tally, List<Tally> tallies) {
    int at = tallies.size() - 1;
    Tally last = at < 0 ? null : tallies.get(at);
    if (last == null || !TallyLines.key(last).equals(TallyLines.key(tally))) {
      tallies.add(tally);
      return;
    }
    tallies.set(at, last.plus(tally));
  }

  /** Removes the part files, which the merged files replace. */
  public void removeParts() throws IOException {
    Path parts = folder.resolve(ResultFiles.PARTS);
    if (!Files.isDirectory(parts)) {
      return;
    }
    try (Stream<Path> paths = Files.walk(parts)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private long sort(String stem, Path result) throws IOException {
    Path parts = folder.resolve(ResultFiles.PARTS);
    Files.createDirectories(parts);
    Path whole = parts.resolve(stem + ".sorted");
    long count =
        new LineSort(parts, LineSort.MAX_CHARS).sort(partFiles(parts.resolve(stem)), whole);
    Files.move(whole, result, StandardCopyOption.REPLACE_EXISTING); // readers never see a part
    return count;
  }

  /** Files that are still being written carry a leading dot and do not count. */
  private static List<Path> partFiles(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(f -> Files.isRegularFile(f) && !f.getFileName().toString().startsWith("."))
          .sorted()
          .toList();
    }
  }
}
