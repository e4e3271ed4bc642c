package io.mudlark.jobs.config;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

/**
 * Recorded flow exports, told apart by their content.
 *
 * @param ipfixFiles IPFIX files (RFC 5655) by site
 * @param captured captures of exports by site
 */
public record ExportInputs(Map<String, List<Path>> ipfixFiles, Map<String, List<Path>> captured) {
  private static final int GZIP = 0x1F8B;
  private static final int IPFIX_VERSION = 10;

  /**
   * Finds all recorded exports.
   *
   * @param arguments {@code PATH} or {@code SITE=PATH}
   * @param defaultSite the site of arguments that name none
   * @param problems receives one line for each path that cannot be read; the others still count
   */
  public static ExportInputs find(
      List<String> arguments, String defaultSite, Consumer<String> problems) {
    Map<String, List<Path>> ipfix = new TreeMap<>();
    Map<String, List<Path>> captured = new TreeMap<>();
    ExportFiles.find(arguments, defaultSite, problems)
        .forEach(
            (site, files) -> {
              for (Path file : files) {
                Map<String, List<Path>> kind = isIpfix(file, problems) ? ipfix : captured;
                kind.computeIfAbsent(site, s -> new ArrayList<>()).add(file);
              }
            });
    return new ExportInputs(ipfix, captured);
  }

  /** IPFIX files begin with the version of a message (RFC 5655 7.1); captures never do. */
  private static boolean isIpfix(Path file, Consumer<String> problems) {
    try (InputStream raw = new BufferedInputStream(Files.newInputStream(file))) {
      raw.mark(2);
      int magic = raw.read() << 8 | raw.read();
      if (magic == GZIP) {
        raw.reset();
        try (InputStream plain = new GZIPInputStream(raw)) {
          magic = plain.read() << 8 | plain.read();
        }
      }
      return magic == IPFIX_VERSION;
    } catch (IOException e) {
      problems.accept(file + ": cannot be read: " + Reasons.of(e));
      return false;
    }
  }
}
