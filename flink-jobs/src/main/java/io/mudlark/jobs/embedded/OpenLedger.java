package io.mudlark.jobs.embedded;

import io.mudlark.ledger.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * The ledger of a run that goes on: what has been counted coming in and has not come out yet is
 * named for what it is, in flight. Exporters' packets are told every ten seconds, flows as they
 * come: packets of flows whose exporter has not been told of yet are added to what was metered.
 */
final class OpenLedger {
  private static final String IN_FLIGHT = "in-flight";
  private static final String JUDGED = "judged";
  private static final String METERED = "metered";

  private OpenLedger() {}

  static List<Tally> balanced(List<Tally> tallies) {
    List<Tally> all = new ArrayList<>(tallies);
    TreeSet<String> sites = new TreeSet<>();
    tallies.forEach(tally -> sites.add(tally.site()));
    for (String site : sites) {
      Tally views = views(site, tallies);
      if (views.count() > 0) {
        all.add(views);
      }
      Tally flows = flows(site, tallies);
      if (flows.packets() > 0) {
        all.add(flows);
      } else if (flows.packets() < 0) {
        long told = -flows.packets();
        all.add(new Tally(site, Tally.Book.PACKETS, METERED, told, told));
      }
    }
    return all;
  }

  private static Tally views(String site, List<Tally> tallies) {
    long count = 0;
    long packets = 0;
    for (Tally tally : tallies) {
      if (tally.site().equals(site) && tally.book() == Tally.Book.VIEWS) {
        int sign = tally.fate().equals(JUDGED) ? 1 : -1;
        count += sign * tally.count();
        packets += sign * tally.packets();
      }
    }
    return new Tally(site, Tally.Book.VIEWS, IN_FLIGHT, count, packets);
  }

  /** Packets of uniflows that wait for their other direction. */
  private static Tally flows(String site, List<Tally> tallies) {
    long packets = 0;
    for (Tally tally : tallies) {
      if (tally.site().equals(site)) {
        if (tally.book() == Tally.Book.PACKETS && tally.fate().equals(METERED)) {
          packets += tally.count();
        } else if (tally.book() == Tally.Book.FLOWS) {
          packets -= tally.packets();
        }
      }
    }
    return new Tally(site, Tally.Book.FLOWS, IN_FLIGHT, 0, packets);
  }
}
