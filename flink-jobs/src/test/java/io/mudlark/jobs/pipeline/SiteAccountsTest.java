package io.mudlark.jobs.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.ledger.Tally;
import java.util.List;
import org.junit.jupiter.api.Test;

class SiteAccountsTest {
  private static final long DAY = 86_400_000_000_000L;
  private static final long NOON = 19_000 * DAY + DAY / 2;

  private final SiteAccounts accounts = new SiteAccounts();

  @Test
  void hosts_beyond_the_limit_of_a_day_are_counted_together() {
    fill(NOON);
    accounts.addHost(host("new"), NOON);
    accounts.addHost(host("newer"), NOON);
    accounts.addHost(host("host 0"), NOON);
    List<Tally> all = accounts.all();
    assertThat(all)
        .hasSize(SiteAccounts.MAX_HOSTS + 1)
        .contains(new Tally("home", Tally.Book.HOSTS, "(further hosts)", 2, 6))
        .contains(new Tally("home", Tally.Book.HOSTS, "host 0", 2, 6));
  }

  @Test
  void the_next_day_has_room_for_new_hosts_and_a_late_flow_of_the_day_before_takes_none_away() {
    fill(NOON);
    accounts.takeAll();
    accounts.addHost(host("new"), NOON + DAY);
    accounts.addHost(host("late"), NOON);
    accounts.addHost(host("new"), NOON + DAY);
    assertThat(accounts.all())
        .containsExactlyInAnyOrder(
            new Tally("home", Tally.Book.HOSTS, "new", 2, 6),
            new Tally("home", Tally.Book.HOSTS, "late", 1, 3));
    fill(NOON + DAY);
    assertThat(accounts.all())
        .filteredOn(tally -> tally.fate().equals("(further hosts)"))
        .containsExactly(new Tally("home", Tally.Book.HOSTS, "(further hosts)", 2, 6));
  }

  private void fill(long timeNanos) {
    for (int i = 0; i < SiteAccounts.MAX_HOSTS; i++) {
      accounts.addHost(host("host " + i), timeNanos);
    }
  }

  private static Tally host(String name) {
    return new Tally("home", Tally.Book.HOSTS, name, 1, 3);
  }
}
