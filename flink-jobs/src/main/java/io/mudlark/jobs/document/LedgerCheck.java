package io.mudlark.jobs.document;

import io.mudlark.ledger.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An equation that a ledger must satisfy, with both its sides.
 *
 * @param site the site it is about, or {@link #ALL_SITES}
 * @param equation what should equal what, in words
 * @param left value of the left side
 * @param right value of the right side
 */
public record LedgerCheck(String site, String equation, long left, long right) {
  /** Stands for the totals over all sites. */
  public static final String ALL_SITES = "*";

  public boolean holds() {
    return left == right;
  }

  static List<LedgerCheck> of(String site, LedgerAccount account) {
    List<LedgerCheck> checks = new ArrayList<>();
    checks.add(
        new LedgerCheck(
            site,
            "packets read = sum of packets by fate",
            account.packetsRead(),
            account.packetsByFate()));
    checks.add(
        new LedgerCheck(
            site,
            "packets metered = packets of flows",
            account.packetsMetered(),
            account.sum(Tally.Book.FLOWS).packets()));
    Map<String, LedgerAmount> fates = account.viewFates();
    LedgerAmount judged = account.amount(Tally.Book.VIEWS, LedgerAccount.JUDGED);
    LedgerAmount sum = fates.values().stream().reduce(LedgerAmount.NONE, LedgerAmount::plus);
    String right = String.join(" + ", fates.keySet());
    checks.add(new LedgerCheck(site, "views judged = " + right, judged.count(), sum.count()));
    checks.add(
        new LedgerCheck(
            site, "packets of views judged = those of " + right, judged.packets(), sum.packets()));
    if (!account.fates(Tally.Book.EXCHANGES).isEmpty()) {
      checks.add(
          new LedgerCheck(
              site,
              "exchanges judged = accepted + rejected + unprofiled + unjudged",
              account.amount(Tally.Book.EXCHANGES, LedgerAccount.JUDGED).count(),
              account.exchangesByFate().count()));
    }
    checks.addAll(LedgerExports.of(account.fates(Tally.Book.EXPORTS)).checks(site));
    return checks;
  }
}
