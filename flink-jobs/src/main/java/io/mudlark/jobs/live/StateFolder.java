package io.mudlark.jobs.live;

import io.mudlark.jobs.config.ConfigException;
import io.mudlark.jobs.config.Durations;
import io.mudlark.jobs.config.Reasons;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder in which a live run keeps what it knows: checkpoints while it runs, a savepoint when
 * it is stopped, how long its windows are, and where its results go.
 */
public final class StateFolder {
  private static final String METADATA = "_metadata";
  private static final String RESULTS = "results";

  private final Path folder;

  public StateFolder(Path folder) {
    this.folder = folder.toAbsolutePath().normalize();
  }

  /** Where checkpoints go. */
  URI checkpoints() {
    return folder.resolve("checkpoints").toUri();
  }

  /** Where savepoints go. */
  URI savepoints() {
    return folder.resolve("savepoints").toUri();
  }

  @Override
  public String toString() {
    return folder.toString();
  }

  /**
   * Makes the folder for a run that begins anew.
   *
   * @param window length of the windows that its state will hold
   * @param replace whether the state of an earlier run may go
   * @throws ConfigException when it cannot be written, or holds the state of another run
   */
  void begin(Path out, Duration window, boolean replace) throws ConfigException {
    if (latest() != null && !replace) {
      throw new ConfigException(
          folder
              + ": holds the state of an earlier run: go on with --resume, or begin anew with"
              + " --overwrite");
    }
    try {
      clear();
      Files.createDirectories(folder);
      Files.writeString(
          folder.resolve(RESULTS),
          Durations.format(window) + "\n" + out.toAbsolutePath().normalize() + "\n");
    } catch (IOException e) {
      throw new ConfigException(folder + ": cannot be written: " + Reasons.of(e), e);
    }
  }

  /**
   * Where to go on: the newest complete savepoint or checkpoint.
   *
   * @param out where the results go, which must be where they went before
   * @param window length of the windows, which must be what it was: open ones are in the state
   * @throws ConfigException when there is none, or it is of other results or windows
   */
  String resume(Path out, Duration window) throws ConfigException {
    Path latest = latest();
    if (latest == null) {
      throw new ConfigException(folder + ": holds no state to go on from");
    }
    String[] kept = results().split("\n", 2);
    String length = Durations.format(window);
    if (kept.length < 2 || !kept[0].equals(length)) {
      throw new ConfigException(
          "--window: the run in " + folder + " has windows of " + kept[0] + ", not " + length);
    }
    String before = kept[1];
    String now = out.toAbsolutePath().normalize().toString();
    if (!before.equals(now)) {
      throw new ConfigException("--out: the run in " + folder + " has its results in " + before);
    }
    return latest.toUri().toString();
  }

  /** Forgets everything but the state that was saved last. */
  void keepOnly(String savepoint) throws IOException {
    Path kept = Path.of(URI.create(savepoint)).toAbsolutePath().normalize();
    remove(folder.resolve("checkpoints"), kept);
    remove(folder.resolve("savepoints"), kept);
  }

  /** Forgets everything: there is nothing to go on from. */
  void clear() throws IOException {
    remove(folder.resolve("checkpoints"), null);
    remove(folder.resolve("savepoints"), null);
    Files.deleteIfExists(folder.resolve(RESULTS));
    if (Files.isDirectory(folder) && isEmpty(folder)) {
      Files.delete(folder);
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.findAny().isEmpty();
    }
  }

  /** Removes a folder and all in it but {@code kept} and what lies in that. */
  private static void remove(Path root, @Nullable Path kept) throws IOException {
    if (!Files.isDirectory(root)) {
      return;
    }
    Files.walkFileTree(root, new Removal(kept));
  }

  private String results() throws ConfigException {
    try {
      return Files.readString(folder.resolve(RESULTS)).strip();
    } catch (IOException e) {
      throw new ConfigException(folder + ": cannot be read: " + Reasons.of(e), e);
    }
  }

  private @Nullable Path latest() throws ConfigException {
    if (!Files.isDirectory(folder)) {
      return null;
    }
    try (Stream<Path> files = Files.walk(folder, 4)) {
      List<Path> complete =
          files.filter(f -> f.getFileName().toString().equals(METADATA)).sorted().toList();
      Path latest = null;
      FileTime newest = null;
      for (Path metadata : complete) {
        FileTime time = Files.getLastModifiedTime(metadata);
        if (newest == null || time.compareTo(newest) >= 0) {
          newest = time;
          latest = metadata.getParent();
        }
      }
      return latest;
    } catch (IOException e) {
      throw new ConfigException(folder + ": cannot be read: " + Reasons.of(e), e);
    }
  }
}
