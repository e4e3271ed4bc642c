package io.mudlark.generator.scenario;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a scenario has written.
 *
 * @param directory the folder of all of it
 * @param captures the capture file of each site, by the site's name, sorted
 * @param mudDirectory the folder of the MUD files
 * @param mudFiles the MUD files
 * @param devices the devices file
 * @param sites the sites file
 * @param truth the truth, lines of JSON
 * @param packetsBySite how many packets each capture has
 * @param packetsByLabel how many packets each label has; the sums of both are equal
 * @param flows how many flows the truth tells of
 * @param episodes how many attacks had packets
 */
public record Generated(
    Path directory,
    Map<String, Path> captures,
    Path mudDirectory,
    List<Path> mudFiles,
    Path devices,
    Path sites,
    Path truth,
    Map<String, Long> packetsBySite,
    Map<String, Long> packetsByLabel,
    long flows,
    long episodes) {
  /** Packets of all sites. */
  public long packets() {
    return packetsBySite.values().stream().mapToLong(Long::longValue).sum();
  }
}
