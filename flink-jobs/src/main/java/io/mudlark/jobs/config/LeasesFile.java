package io.mudlark.jobs.config;

import io.mudlark.flow.IpAddress;
import io.mudlark.flow.MacAddress;
import io.mudlark.jobs.pipeline.Lease;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads who had which IP address: a CSV file, the lease file of ISC's dhcpd, or that of dnsmasq,
 * told apart by their content.
 *
 * <p>A file is read once, when a run starts. A lease that is in force in it is taken to be renewed
 * until another one of its address begins, since renewals are not seen.
 */
public final class LeasesFile {
  /** Lease files larger than this are refused. */
  static final long MAX_OCTETS = 64L << 20;

  /** Leases beyond this many are refused. */
  static final int MAX_LEASES = 1_000_000;

  private LeasesFile() {}

  /**
   * Reads all leases of a file.
   *
   * @param site where they were given out
   * @throws ConfigException when a line cannot be used; the message names file and line
   */
  public static List<Lease> read(Path file, String site) throws ConfigException {
    String text = text(file);
    List<Lease> leases = new ArrayList<>();
    LeaseLines lines = new LeaseLines(file, site, text.lines().toList());
    String first = lines.firstWord();
    if (first.equals("lease")
        || first.equals("authoring-byte-order")
        || first.equals("server-duid")
        || first.equals("default-duid")) {
      new IscLeases(lines).readInto(leases);
    } else if (first.toLowerCase(Locale.ROOT).startsWith("mac,")
        || first.toLowerCase(Locale.ROOT).startsWith("ip,")) {
      CsvLeases.readInto(lines, leases);
    } else {
      dnsmasq(lines, leases);
    }
    if (leases.size() > MAX_LEASES) {
      throw new ConfigException(file + ": more than " + MAX_LEASES + " leases");
    }
    return leases;
  }

  private static String text(Path file) throws ConfigException {
    try {
      if (Files.size(file) > MAX_OCTETS) {
        throw new ConfigException(file + ": larger than " + MAX_OCTETS + " octets");
      }
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new ConfigException(Reasons.unreadable(file, e), e);
    }
  }

  /** {@code EXPIRY MAC ADDRESS NAME CLIENT-ID}; the beginning of a lease is not written. */
  private static void dnsmasq(LeaseLines lines, List<Lease> leases) throws ConfigException {
    while (lines.next()) {
      String[] words = lines.current().split("\\s+");
      if (words[0].equals("duid")) {
        return; // what follows are IPv6 leases, which name no MAC
      }
      if (words.length < 3 || !words[0].matches("[0-9]{1,19}")) {
        throw lines.problem("expected 'EXPIRY MAC ADDRESS NAME', as dnsmasq writes it");
      }
      MacAddress mac = lines.mac(words[1].replaceFirst("^[0-9]{2}-(?=.{17}$)", ""));
      IpAddress address = lines.address(words[2]);
      leases.add(new Lease(lines.site(), address, mac, Lease.ALWAYS, Long.MAX_VALUE));
    }
  }
}
