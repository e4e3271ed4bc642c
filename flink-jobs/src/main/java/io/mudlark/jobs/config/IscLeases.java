package io.mudlark.jobs.config;

import io.mudlark.flow.IpAddress;
import io.mudlark.flow.MacAddress;
import io.mudlark.jobs.pipeline.Lease;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the lease database of ISC's dhcpd, dhcpd.leases(5). */
final class IscLeases {
  private static final Pattern OPENING = Pattern.compile("lease\\s+(\\S+)\\s*\\{");
  private static final Pattern TIME =
      Pattern.compile(
          "(starts|ends)\\s+(?:epoch\\s+([0-9]+)"
              + "|[0-6]\\s+([0-9]{4})/([0-9]{2})/([0-9]{2})\\s+([0-9:]{8})|(never))\\s*;.*");
  private static final Pattern HARDWARE = Pattern.compile("hardware\\s+ethernet\\s+(\\S+?)\\s*;.*");
  private static final Pattern BINDING = Pattern.compile("binding\\s+state\\s+(\\w+)\\s*;.*");

  private final LeaseLines lines;
  private long from;
  private long until;
  private boolean active;
  private @Nullable MacAddress mac;

  IscLeases(LeaseLines lines) {
    this.lines = lines;
  }

  void readInto(List<Lease> leases) throws ConfigException {
    while (lines.next()) {
      Matcher opening = OPENING.matcher(lines.current());
      if (opening.matches()) {
        IpAddress address = lines.address(opening.group(1));
        body();
        MacAddress holder = mac;
        long end = active ? Long.MAX_VALUE : until;
        if (holder != null && end > from) {
          leases.add(new Lease(lines.site(), address, holder, from, end));
        }
      }
    }
  }

  private void body() throws ConfigException {
    from = Lease.ALWAYS;
    until = Long.MAX_VALUE;
    active = false;
    mac = null;
    while (lines.next()) {
      String line = lines.current();
      if (line.startsWith("}")) {
        return;
      }
      Matcher time = TIME.matcher(line);
      Matcher hardware = HARDWARE.matcher(line);
      Matcher binding = BINDING.matcher(line);
      if (time.matches()) {
        time(time);
      } else if (hardware.matches()) {
        mac = lines.mac(hardware.group(1));
      } else if (binding.matches()) {
        active = binding.group(1).equals("active");
      }
    }
    throw lines.problem("a lease without a closing brace");
  }

  /** Times are UTC unless the server was told to write local time, which then says epoch. */
  private void time(Matcher time) throws ConfigException {
    long nanos;
    if (time.group(7) != null) {
      nanos = Long.MAX_VALUE;
    } else if (time.group(2) != null) {
      nanos = lines.nanos(time.group(2));
    } else {
      String date = time.group(3) + "-" + time.group(4) + "-" + time.group(5);
      nanos = lines.nanos(date + "T" + time.group(6) + "Z");
    }
    if (time.group(1).equals("starts")) {
      from = nanos;
    } else {
      until = nanos;
    }
  }
}
