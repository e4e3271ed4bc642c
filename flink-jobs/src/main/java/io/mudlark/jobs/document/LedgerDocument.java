package io.mudlark.jobs.document;

import io.mudlark.ledger.Tally;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The file {@code ledger.json}: where every packet, flow and device view of a run ended. */
public final class LedgerDocument {
  private final LedgerAccount total;
  private final Map<String, LedgerAccount> sites;

  private LedgerDocument(LedgerAccount total, Map<String, LedgerAccount> sites) {
    this.total = total;
    this.sites = sites;
  }

  /**
   * The ledger of a run.
   *
   * @param tallies in any order; those of the same site, book and fate are added up
   */
  public static LedgerDocument of(Collection<Tally> tallies) {
    LedgerAccount total = new LedgerAccount();
    Map<String, LedgerAccount> sites = new TreeMap<>();
    for (Tally tally : tallies) {
      total.add(tally);
      sites.computeIfAbsent(tally.site(), site -> new LedgerAccount()).add(tally);
    }
    return new LedgerDocument(total, sites);
  }

  /** The equations of the totals, then those of every site by name. */
  public List<LedgerCheck> checks() {
    List<LedgerCheck> checks = new ArrayList<>(LedgerCheck.of(LedgerCheck.ALL_SITES, total));
    sites.forEach((site, account) -> checks.addAll(LedgerCheck.of(site, account)));
    return checks;
  }

  /** Whether every equation holds. */
  public boolean balances() {
    return checks().stream().allMatch(LedgerCheck::holds);
  }

  /** The document over several lines, with a line break at its end. */
  public String json() {
    return JsonText.pretty(
        out -> {
          out.flag("balances", balances());
          out.objects("checks", checks(), LedgerDocument::check);
          out.object("totals", total, LedgerDocument::account);
          out.objects("sites", sites.entrySet(), LedgerDocument::site);
        });
  }

  private static void check(JsonText out, LedgerCheck check) {
    out.text("site", check.site()).text("equation", check.equation());
    out.number("left", check.left()).number("right", check.right());
    out.flag("holds", check.holds());
  }

  private static void site(JsonText out, Map.Entry<String, LedgerAccount> site) {
    out.text("site", site.getKey());
    account(out, site.getValue());
    LedgerExports exports = LedgerExports.of(site.getValue().fates(Tally.Book.EXPORTS));
    if (!exports.isEmpty()) {
      out.objects("exporters", exports.listed(), LedgerDocument::exporter);
    }
    out.object("exportersLeftOut", exports.leftOut() == 0 ? null : exports, LedgerDocument::more);
    LedgerHosts hosts = LedgerHosts.of(site.getValue().fates(Tally.Book.HOSTS));
    out.objects("hosts", hosts.listed(), LedgerDocument::host);
    out.object("hostsLeftOut", hosts.leftOut() == 0 ? null : hosts, LedgerDocument::leftOut);
  }

  private static void account(JsonText out, LedgerAccount account) {
    out.object("packets", account, LedgerDocument::packets);
    out.object("flows", account, LedgerDocument::flows);
    out.object("views", account, LedgerDocument::views);
    Map<String, LedgerAmount> exchanges = account.fates(Tally.Book.EXCHANGES);
    out.object("exchanges", exchanges.isEmpty() ? null : exchanges, LedgerDocument::counts);
    LedgerExports exports = LedgerExports.of(account.fates(Tally.Book.EXPORTS));
    out.object(
        "exports", exports.isEmpty() ? null : exports, (to, all) -> amounts(to, all.total()));
    out.object("notes", account.fates(Tally.Book.NOTES), LedgerDocument::counts);
  }

  private static void packets(JsonText out, LedgerAccount account) {
    out.number("read", account.packetsRead()).number("metered", account.packetsMetered());
    out.object("byFate", account.packetFates(), LedgerDocument::counts);
  }

  private static void flows(JsonText out, LedgerAccount account) {
    out.object("metered", account.sum(Tally.Book.FLOWS), LedgerDocument::amount);
    out.object(
        "ofKnownDevices",
        account.amount(Tally.Book.FLOWS, LedgerAccount.KNOWN_DEVICES),
        LedgerDocument::amount);
    out.object(
        "ofUnknownHostsOnly",
        account.amount(Tally.Book.FLOWS, LedgerAccount.UNKNOWN_HOSTS),
        LedgerDocument::amount);
    account
        .fates(Tally.Book.FLOWS)
        .forEach(
            (fate, amount) -> {
              if (!fate.equals(LedgerAccount.KNOWN_DEVICES)
                  && !fate.equals(LedgerAccount.UNKNOWN_HOSTS)) {
                out.object(fate, amount, LedgerDocument::amount);
              }
            });
  }

  private static void views(JsonText out, LedgerAccount account) {
    out.object(
        LedgerAccount.JUDGED,
        account.amount(Tally.Book.VIEWS, LedgerAccount.JUDGED),
        LedgerDocument::amount);
    account.viewFates().forEach((fate, amount) -> out.object(fate, amount, LedgerDocument::amount));
  }

  private static void amount(JsonText out, LedgerAmount amount) {
    out.number("count", amount.count()).number("packets", amount.packets());
  }

  private static void counts(JsonText out, Map<String, LedgerAmount> fates) {
    fates.forEach((fate, amount) -> out.number(fate, amount.count()));
  }

  private static void exporter(JsonText out, Map.Entry<String, Map<String, Long>> exporter) {
    out.text("exporter", exporter.getKey());
    amounts(out, exporter.getValue());
  }

  private static void amounts(JsonText out, Map<String, Long> amounts) {
    amounts.forEach(out::number);
  }

  private static void more(JsonText out, LedgerExports exports) {
    out.number("exporters", exports.leftOut());
  }

  private static void host(JsonText out, LedgerHosts.Host host) {
    out.text("host", host.name()).number("flows", host.amount().count());
    out.number("packets", host.amount().packets());
  }

  private static void leftOut(JsonText out, LedgerHosts hosts) {
    out.number("hosts", hosts.leftOut()).number("flows", hosts.rest().count());
    out.number("packets", hosts.rest().packets());
  }
}
