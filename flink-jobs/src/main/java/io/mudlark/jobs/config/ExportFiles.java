package io.mudlark.jobs.config;

import io.mudlark.source.datagram.RecordedExports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds recorded exports: files named outright whatever their name, and in folders, searched
 * recursively, those named {@code .ipfix} or as a capture, also {@code .gz}.
 */
public final class ExportFiles {
  private static final int MAX_DEPTH = 64;
  private static final Pattern NAME =
      Pattern.compile(".*\\.(ipfix|pcap|pcapng|cap|dmp|ntar)[0-9]*(\\.gz)?");
  private static final Pattern SITE_AND_PATH = Pattern.compile("([\\p{L}\\p{N}_.-]{1,64})=(.+)");

  private ExportFiles() {}

  /**
   * The files of each site, each once, by name: those whose first message, or packet, can be read.
   *
   * @param arguments {@code PATH} or {@code SITE=PATH}
   * @param defaultSite the site of arguments that name none
   * @param problems receives one line for each path that cannot be read; the others still count
   */
  public static Map<String, List<Path>> readable(
      List<String> arguments, String defaultSite, Consumer<String> problems) {
    Map<String, List<Path>> readable = new TreeMap<>();
    find(arguments, defaultSite, problems)
        .forEach(
            (site, files) -> {
              List<Path> good = files.stream().filter(file -> opens(file, problems)).toList();
              if (!good.isEmpty()) {
                readable.put(site, good);
              }
            });
    return readable;
  }

  private static boolean opens(Path file, Consumer<String> problems) {
    try {
      RecordedExports.open("", file, Set.of()).close();
      return true;
    } catch (IOException e) {
      problems.accept(Reasons.of(e));
      return false;
    }
  }

  private static Map<String, SortedSet<Path>> find(
      List<String> arguments, String defaultSite, Consumer<String> problems) {
    Map<String, SortedSet<Path>> found = new TreeMap<>();
    for (String argument : arguments) {
      Matcher match = SITE_AND_PATH.matcher(argument);
      boolean named = !Files.exists(Path.of(argument)) && match.matches();
      Path path = Path.of(named ? match.group(2) : argument);
      String site = named ? match.group(1) : defaultSite;
      add(path, found.computeIfAbsent(site, s -> new TreeSet<>()), problems);
    }
    return found;
  }

  private static void add(Path path, Set<Path> files, Consumer<String> problems) {
    if (!Files.exists(path)) {
      problems.accept(path + ": no such file or folder");
      return;
    }
    if (!Files.isDirectory(path)) {
      files.add(path);
      return;
    }
    try (Stream<Path> all = Files.walk(path, MAX_DEPTH, FileVisitOption.FOLLOW_LINKS)) {
      List<Path> exports = all.filter(Files::isRegularFile).filter(ExportFiles::isNamed).toList();
      if (exports.isEmpty()) {
        problems.accept(path + ": holds no exports (.ipfix, or captures; also .gz)");
      }
      files.addAll(exports);
    } catch (IOException | UncheckedIOException e) {
      problems.accept(path + ": cannot be read: " + Reasons.of(e));
    }
  }

  private static boolean isNamed(Path file) {
    return NAME.matcher(file.getFileName().toString().toLowerCase(Locale.ROOT)).matches();
  }
}
