package io.mudlark.mud.profile;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The MUD files of some folders, found again by MUD URL, file name or systeminfo.
 *
 * <p>Entries are in the order of the arguments, inside a folder in the order of path names.
 */
public final class MudRepository {
  /** The most files that one load looks at. */
  public static final int MAX_FILES = 10_000;

  private static final int MAX_DEPTH = 16;
  private static final String SUFFIX = ".json";

  /**
   * A MUD file that could be read.
   *
   * @param file where it is
   * @param json its text
   * @param profile what it says
   */
  public record Entry(Path file, String json, MudProfile profile) {}

  private final int maxFiles;
  private final List<Entry> entries = new ArrayList<>();
  private int notMud;
  private int failed;

  private MudRepository(int maxFiles) {
    this.maxFiles = maxFiles;
  }

  /**
   * Reads all MUD files among the arguments and, recursively, in them. In folders only {@code
   * *.json} without a leading dot is looked at (Kubernetes mounts keep their real files under such
   * names).
   *
   * @param filesOrFolders what to read
   * @param problems is given one line per file that cannot be used, and per duplicate
   */
  public static MudRepository load(List<Path> filesOrFolders, Consumer<String> problems) {
    return load(filesOrFolders, problems, MAX_FILES);
  }

  static MudRepository load(List<Path> filesOrFolders, Consumer<String> problems, int maxFiles) {
    MudRepository repository = new MudRepository(maxFiles);
    List<Path> files = new ArrayList<>();
    for (Path start : filesOrFolders) {
      repository.collect(start, files, problems);
    }
    for (Path file : files) {
      repository.add(file, problems);
    }
    return repository;
  }

  private void collect(Path start, List<Path> files, Consumer<String> problems) {
    if (!Files.isDirectory(start)) {
      files.add(start);
      return;
    }
    List<Path> found = new ArrayList<>();
    try (Stream<Path> walk = Files.walk(start, MAX_DEPTH)) {
      walk.filter(path -> isCandidate(start, path)).limit(maxFiles + 1L).forEach(found::add);
    } catch (IOException | UncheckedIOException e) {
      failed++;
      problems.accept(start + ": cannot be listed: " + e.getClass().getSimpleName());
    }
    found.sort(null);
    for (Path file : found) {
      if (files.size() >= maxFiles) {
        failed++;
        problems.accept(start + ": more than " + maxFiles + " files, the rest is left out");
        return;
      }
      files.add(file);
    }
  }

  private static boolean isCandidate(Path start, Path path) {
    for (Path part : start.relativize(path)) {
      if (part.toString().startsWith(".")) {
        return false;
      }
    }
    return path.toString().toLowerCase(Locale.ROOT).endsWith(SUFFIX) && Files.isRegularFile(path);
  }

  private void add(Path file, Consumer<String> problems) {
    try {
      String json = MudFileReader.text(file);
      JsonNode root = MudFileReader.parse(file.toString(), json);
      if (!MudFileReader.isMud(root)) {
        notMud++;
        return;
      }
      MudProfile profile = MudFileReader.read(file.toString(), json);
      for (Entry other : entries) {
        if (other.profile().url().equals(profile.url())) {
          boolean same = other.profile().profileHash().equals(profile.profileHash());
          problems.accept(
              file
                  + ": /ietf-mud:mud/mud-url: also in "
                  + other.file()
                  + (same ? ", with the same rules" : ", with OTHER rules; the first is used"));
          break;
        }
      }
      entries.add(new Entry(file, json, profile));
    } catch (MudFormatException e) {
      failed++;
      problems.accept(e.getMessage());
    }
  }

  /** The usable MUD files. */
  public List<Entry> entries() {
    return List.copyOf(entries);
  }

  /** How many JSON files were no MUD files. */
  public int notMud() {
    return notMud;
  }

  /** How many files or folders could not be used; each had a problem line. */
  public int failed() {
    return failed;
  }

  /**
   * Finds a profile by MUD URL, else by path or file name with or without {@code .json}, else by
   * systeminfo. A file name or systeminfo that several files have finds nothing, unless they all
   * say the same; of several files with one URL the first is found.
   */
  public Optional<Entry> find(String reference) {
    for (Entry entry : entries) {
      if (entry.profile().url().equals(reference)) {
        return Optional.of(entry);
      }
    }
    List<Predicate<Entry>> ways =
        List.of(
            entry -> entry.file().toString().equals(reference),
            entry -> baseName(entry.file()).equals(withoutSuffix(reference)),
            entry -> reference.equals(entry.profile().systeminfo()));
    for (Predicate<Entry> way : ways) {
      List<Entry> found = entries.stream().filter(way).toList();
      long meanings = found.stream().map(entry -> entry.profile().profileHash()).distinct().count();
      if (!found.isEmpty()) {
        return meanings == 1 ? Optional.of(found.get(0)) : Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static String baseName(Path file) {
    Path name = file.getFileName();
    return name == null ? "" : withoutSuffix(name.toString());
  }

  private static String withoutSuffix(String name) {
    return name.toLowerCase(Locale.ROOT).endsWith(SUFFIX)
        ? name.substring(0, name.length() - SUFFIX.length())
        : name;
  }
}
