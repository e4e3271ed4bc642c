package io.mudlark.jobs.config;

import io.mudlark.source.datagram.TlsKeys;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a user asks about flow exports, before any file is opened.
 *
 * @param files IPFIX files, captures of exports, or folders of them, each {@code PATH} or {@code
 *     SITE=PATH}
 * @param listen addresses such as {@code udp://0.0.0.0:4739?site=home}
 * @param kafka topics of raw messages, each {@code BROKER[,BROKER...]/TOPIC}
 * @param ports UDP destination ports of collectors in captures; empty for the usual ones
 * @param tls keys of TLS listeners, or null
 * @param maxDelay how long after its end a flow may be told of, or null for the default
 * @param pairWithin how far apart the ends of two directions of a conversation may be
 * @param leases a file of DHCP leases, or null
 * @param resolve whether the names in MUD files are looked up when the run starts
 * @param namesFromTls whether the server name that a TLS client asks for counts as a name of the
 *     address it connects to
 */
public record ExportOptions(
    List<String> files,
    List<String> listen,
    List<String> kafka,
    List<Integer> ports,
    @Nullable TlsKeys tls,
    @Nullable Duration maxDelay,
    Duration pairWithin,
    @Nullable Path leases,
    boolean resolve,
    boolean namesFromTls) {
  /** How far apart the ends of two directions may be when nobody says. */
  public static final Duration DEFAULT_PAIR_WITHIN = Duration.ofSeconds(30);

  /** No exports at all. */
  public static final ExportOptions NONE =
      new ExportOptions(
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          null,
          null,
          DEFAULT_PAIR_WITHIN,
          null,
          false,
          false);

  public ExportOptions {
    files = List.copyOf(files);
    listen = List.copyOf(listen);
    kafka = List.copyOf(kafka);
    ports = List.copyOf(ports);
  }

  boolean isEmpty() {
    return files.isEmpty() && listen.isEmpty() && kafka.isEmpty();
  }

  boolean isLive() {
    return !listen.isEmpty() || !kafka.isEmpty();
  }
}
