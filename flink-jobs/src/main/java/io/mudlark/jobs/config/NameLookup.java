package io.mudlark.jobs.config;

import io.mudlark.flow.IpAddress;
import io.mudlark.mud.match.HostsFile;
import io.mudlark.mud.profile.AccessControlEntry;
import io.mudlark.mud.profile.Acl;
import io.mudlark.mud.profile.Match;
import io.mudlark.mud.profile.MudProfile;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Asks the system's resolver, once, what the names in MUD files mean: opt-in, because it tells the
 * resolver what is watched, and because another host may be given other addresses.
 */
final class NameLookup {
  /** Names beyond this many are not asked for. */
  static final int MAX_NAMES = 4_096;

  private NameLookup() {}

  /**
   * The given hosts and, of the profiles' names that they do not contain, what the resolver says.
   *
   * @param notes receives one line about names that have no address
   */
  static HostsFile resolve(HostsFile hosts, List<MudProfile> profiles, Consumer<String> notes) {
    TreeSet<String> names = new TreeSet<>();
    for (MudProfile profile : profiles) {
      collect(profile.fromDevice(), names);
      collect(profile.toDevice(), names);
    }
    names.removeIf(name -> !hosts.addresses(name).isEmpty());
    Map<String, List<IpAddress>> table = new TreeMap<>(hosts.table());
    List<String> unknown = new ArrayList<>();
    names.stream()
        .limit(MAX_NAMES)
        .forEach(
            name -> {
              List<IpAddress> addresses = lookUp(name);
              if (addresses.isEmpty()) {
                unknown.add(name);
              } else {
                table.put(name, addresses);
              }
            });
    if (!unknown.isEmpty()) {
      notes.accept(
          "--resolve: " + unknown.size() + " names have no address, such as " + unknown.get(0));
    }
    return HostsFile.of(table);
  }

  private static void collect(List<Acl> lists, Set<String> names) {
    for (Acl list : lists) {
      for (AccessControlEntry entry : list.entries()) {
        for (Match match : entry.matches()) {
          if (match instanceof Match.DnsName name) {
            names.add(name.name());
          }
        }
      }
    }
  }

  private static List<IpAddress> lookUp(String name) {
    List<IpAddress> addresses = new ArrayList<>();
    try {
      for (InetAddress address : InetAddress.getAllByName(name)) {
        addresses.add(IpAddress.of(address.getAddress()));
      }
    } catch (UnknownHostException e) {
      return List.of(); // told by the caller, all at once
    }
    return addresses;
  }
}
