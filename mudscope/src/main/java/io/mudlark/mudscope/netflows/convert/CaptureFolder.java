package io.mudlark.mudscope.netflows.convert;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The captures that lie in a folder, by name. */
public final class CaptureFolder {
  private static final String ORIGINAL = ".pcap";
  private static final List<String> ALL =
      List.of(".pcap", ".pcapng", ".cap", ".pcap.gz", ".pcapng.gz", ".cap.gz");

  private CaptureFolder() {}

  /**
   * Regular files directly in the folder, by name.
   *
   * @param compat only those that MUDscope takes, {@code *.pcap}
   */
  public static List<Path> captures(Path folder, boolean compat) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> !suffix(file, compat).isEmpty() && Files.isRegularFile(file))
          .sorted()
          .toList();
    }
  }

  /** The file's name without the ending that makes it a capture. */
  static String stem(Path file) {
    String name = file.getFileName().toString();
    return name.substring(0, name.length() - suffix(file, false).length());
  }

  private static String suffix(Path file, boolean compat) {
    String name = file.getFileName().toString();
    if (compat) {
      return name.endsWith(ORIGINAL) ? ORIGINAL : "";
    }
    String lower = name.toLowerCase(Locale.ROOT);
    return ALL.stream().filter(lower::endsWith).findFirst().orElse("");
  }
}
