package io.mudlark.jobs.pipeline;

import io.mudlark.ledger.Tally;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Tallies that are being added up, by site; the number of hosts listed per site is bounded.
 *
 * <p>Each day of event time has room of its own, so that a run of months lists new hosts too.
 */
final class SiteAccounts {
  /** Further hosts of a site and day are counted together. */
  static final int MAX_HOSTS = 4096;

  private static final String OTHER_HOSTS = "(further hosts)";
  private static final long NANOS_PER_DAY = 86_400_000_000_000L;

  private final Map<String, Map<String, Tally>> bySite = new TreeMap<>();
  private final Map<String, Listed> hosts = new TreeMap<>();

  /** Flows of one site's known devices that are in no tally yet: nearly all flows are such. */
  private String site = "";

  private long flows;
  private long flowPackets;
  private long views;
  private long viewPackets;

  /**
   * Counts a flow of known devices.
   *
   * @param devices at how many of its ends there is one
   */
  void addFlow(String flowSite, int devices, long packets) {
    if (!flowSite.equals(site)) {
      settle();
      site = flowSite;
    }
    flows++;
    flowPackets += packets;
    views += devices;
    viewPackets += devices * packets;
  }

  private void settle() {
    if (flows > 0) {
      add(new Tally(site, Tally.Book.FLOWS, "known-devices", flows, flowPackets));
      add(new Tally(site, Tally.Book.VIEWS, "judged", views, viewPackets));
      flows = 0;
      flowPackets = 0;
      views = 0;
      viewPackets = 0;
    }
  }

  void add(Tally tally) {
    String name = tally.book() + " " + tally.fate();
    Map<String, Tally> sums = bySite.computeIfAbsent(tally.site(), s -> new TreeMap<>());
    if (tally.book() == Tally.Book.HOSTS && !tally.fate().equals(OTHER_HOSTS)) {
      hosts.computeIfAbsent(tally.site(), s -> new Listed()).names.add(tally.fate());
    }
    sums.merge(name, tally, Tally::plus);
  }

  /**
   * Counts what a host took part in.
   *
   * @param timeNanos nanoseconds since the Unix epoch; a day that is later than any before has room
   *     for other hosts
   */
  void addHost(Tally tally, long timeNanos) {
    Listed listed = hosts.computeIfAbsent(tally.site(), s -> new Listed());
    listed.reach(Math.floorDiv(timeNanos, NANOS_PER_DAY));
    if (listed.names.contains(tally.fate()) || listed.names.size() < MAX_HOSTS) {
      add(tally);
    } else {
      add(new Tally(tally.site(), tally.book(), OTHER_HOSTS, tally.count(), tally.packets()));
    }
  }

  List<Tally> all() {
    settle();
    List<Tally> all = new ArrayList<>();
    bySite.values().forEach(tallies -> all.addAll(tallies.values()));
    return all;
  }

  /** All tallies, which are forgotten; which hosts were listed is not, for the day. */
  List<Tally> takeAll() {
    List<Tally> taken = all();
    bySite.clear();
    return taken;
  }

  /** The tallies of a site, which are forgotten. */
  List<Tally> take(String ended) {
    settle();
    hosts.remove(ended);
    Map<String, Tally> taken = bySite.remove(ended);
    return taken == null ? List.of() : List.copyOf(taken.values());
  }

  /** The hosts of a site that are listed by name on the latest day there was. */
  private static final class Listed {
    private final Set<String> names = new HashSet<>();
    private long day = Long.MIN_VALUE;

    void reach(long other) {
      if (day == Long.MIN_VALUE) {
        day = other;
      } else if (other > day) {
        day = other;
        names.clear();
      }
    }
  }
}
