package io.mudlark.jobs.config;

import io.mudlark.source.datagram.CapturedExports;
import io.mudlark.source.datagram.ListenAddress;
import io.mudlark.source.session.ReceiveWindow;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

/** Makes a plan of what a user asks about flow exports: finds the files and tells them apart. */
final class ExportPlanReader {
  private static final int GZIP = 0x1F8B;
  private static final int IPFIX_VERSION = 10;

  private final ExportOptions options;
  private final Consumer<String> problems;
  private final Map<String, List<Path>> ipfix = new TreeMap<>();
  private final Map<String, List<Path>> captured = new TreeMap<>();

  private ExportPlanReader(ExportOptions options, Consumer<String> problems) {
    this.options = options;
    this.problems = problems;
  }

  /**
   * Reads all that is asked for.
   *
   * @param defaultSite of what names no site
   * @param problems receives one line for each path that cannot be read; the others still count
   */
  static ExportPlan read(ExportOptions options, String defaultSite, Consumer<String> problems)
      throws ConfigException {
    if (options.isLive() && !options.files().isEmpty()) {
      throw new ConfigException(
          "--exports: what is recorded and what comes live cannot be in one run");
    }
    return new ExportPlanReader(options, problems).read(defaultSite);
  }

  private ExportPlan read(String defaultSite) throws ConfigException {
    for (var site : ExportFiles.find(options.files(), defaultSite, problems).entrySet()) {
      for (Path file : site.getValue()) {
        Map<String, List<Path>> kind = isIpfix(file) ? ipfix : captured;
        kind.computeIfAbsent(site.getKey(), s -> new ArrayList<>()).add(file);
      }
    }
    List<KafkaTopic> topics = new ArrayList<>();
    for (String topic : options.kafka()) {
      topics.add(KafkaTopic.parse(topic));
    }
    return new ExportPlan(
        ipfix,
        captured,
        options.ports().isEmpty()
            ? CapturedExports.DEFAULT_PORTS
            : java.util.Set.copyOf(options.ports()),
        listeners(defaultSite),
        topics,
        options.tls(),
        window(),
        options.pairWithin(),
        options.leases() == null ? List.of() : LeasesFile.read(options.leases(), defaultSite),
        defaultSite);
  }

  private ReceiveWindow window() {
    ReceiveWindow usual = options.isLive() ? ReceiveWindow.LIVE : ReceiveWindow.RECORDED;
    Duration delay = options.maxDelay();
    return delay == null ? usual : new ReceiveWindow(delay, usual.maxAhead());
  }

  private List<ListenAddress> listeners(String defaultSite) throws ConfigException {
    List<ListenAddress> listeners = new ArrayList<>();
    for (String text : options.listen()) {
      try {
        ListenAddress address = ListenAddress.parse(text);
        if (address.transport() == ListenAddress.Transport.TLS && options.tls() == null) {
          throw new ConfigException("--listen: " + text + " needs --tls-cert and --tls-ca");
        }
        listeners.add(
            text.contains("?site=")
                ? address
                : new ListenAddress(
                    address.transport(), address.host(), address.port(), defaultSite));
      } catch (IllegalArgumentException e) {
        throw new ConfigException("--listen: " + Reasons.of(e), e);
      }
    }
    return listeners;
  }

  /** IPFIX files begin with the version of a message (RFC 5655 7.1); captures never do. */
  private boolean isIpfix(Path file) {
    try (InputStream raw = new java.io.BufferedInputStream(Files.newInputStream(file))) {
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
