package io.mudlark.jobs.config;

import io.mudlark.source.flink.CaptureInput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Finds the captures that a user names: files, or folders searched recursively, each for a site.
 *
 * <p>In a folder, files are taken by their names ({@code .pcap}, {@code .pcapng}, {@code .cap},
 * {@code .dmp}, also {@code .gz}, also with a rotation number such as {@code .pcap1} or {@code
 * .pcap.1}); what is compressed otherwise is taken too, so that somebody is told that it cannot be
 * read. A file named outright is taken whatever its name.
 */
public final class CaptureInputs {
  private static final Pattern CAPTURE_NAME =
      Pattern.compile(".*\\.(pcap|pcapng|cap|dmp|ntar)(\\.?[0-9]+)?(\\.(gz|zst|lz4|xz|bz2))?");
  private static final Pattern SITE_AND_PATH = Pattern.compile("([\\p{L}\\p{N}_.-]{1,64})=(.+)");

  private final Consumer<String> problems;
  private final Map<String, TreeSet<String>> filesBySite = new TreeMap<>();

  private CaptureInputs(Consumer<String> problems) {
    this.problems = problems;
  }

  /**
   * Finds all captures.
   *
   * @param arguments {@code PATH} or {@code SITE=PATH}
   * @param defaultSite the site of arguments that name none
   * @param problems receives one line for each path that cannot be read; the others still count
   */
  public static List<CaptureInput> find(
      List<String> arguments, String defaultSite, Consumer<String> problems) {
    CaptureInputs inputs = new CaptureInputs(problems);
    for (String argument : arguments) {
      inputs.add(argument, defaultSite);
    }
    List<CaptureInput> found = new ArrayList<>();
    inputs.filesBySite.forEach(
        (site, files) -> found.add(new CaptureInput(site, List.copyOf(files))));
    return found;
  }

  /** The sites that arguments name outright, in the order of their names. */
  public static List<String> sitesNamedIn(List<String> arguments) {
    TreeSet<String> sites = new TreeSet<>();
    for (String argument : arguments) {
      var match = SITE_AND_PATH.matcher(argument);
      if (!Files.exists(Path.of(argument)) && match.matches()) {
        sites.add(match.group(1));
      }
    }
    return List.copyOf(sites);
  }

  private void add(String argument, String defaultSite) {
    var match = SITE_AND_PATH.matcher(argument);
    if (!Files.exists(Path.of(argument)) && match.matches()) {
      addPath(match.group(1), Path.of(match.group(2)));
    } else {
      addPath(defaultSite, Path.of(argument));
    }
  }

  private void addPath(String site, Path path) {
    TreeSet<String> files = filesBySite.computeIfAbsent(site, s -> new TreeSet<>());
    if (!Files.isDirectory(path)) {
      addFile(path, files);
      return;
    }
    int before = files.size();
    Finder finder = new Finder(files, problems);
    try {
      Files.walkFileTree(path, EnumSet.of(FileVisitOption.FOLLOW_LINKS), 64, finder);
    } catch (IOException | UncheckedIOException e) {
      problems.accept(path + ": cannot be read: " + Reasons.of(e));
      return;
    }
    if (files.size() == before && !finder.failed) {
      problems.accept(path + ": holds no capture (.pcap, .pcapng, .cap, .dmp, also .gz)");
    }
  }

  private void addFile(Path path, Set<String> files) {
    if (PipedInput.isPipe(path)) {
      try {
        files.add(PipedInput.copy(path).toString());
      } catch (IOException e) {
        problems.accept(path + ": cannot be read: " + Reasons.of(e));
      }
    } else if (Files.exists(path)) {
      files.add(path.toString());
    } else {
      problems.accept(path + ": no such file or folder");
    }
  }

  private static final class Finder extends SimpleFileVisitor<Path> {
    private final Set<String> files;
    private final Consumer<String> problems;
    private boolean failed;

    Finder(Set<String> files, Consumer<String> problems) {
      this.files = files;
      this.problems = problems;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
      if (attributes.isRegularFile() && CAPTURE_NAME.matcher(name).matches()) {
        files.add(file.toString());
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) {
      failed = true;
      problems.accept(file + ": cannot be read: " + Reasons.of(failure));
      return FileVisitResult.CONTINUE;
    }
  }
}
