package io.mudlark.mud.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.flow.FlowRecord;
import io.mudlark.mrt.DirectionVerdict;
import io.mudlark.mrt.Outcome;
import io.mudlark.mrt.Reason;
import io.mudlark.mrt.Verdict;
import io.mudlark.mud.profile.Forwarding;
import io.mudlark.mud.profile.Match;
import io.mudlark.mud.profile.Match.End;
import io.mudlark.mud.profile.PortRange;
import io.mudlark.mud.testing.Flows;
import io.mudlark.mud.testing.Judging;
import io.mudlark.mud.testing.MudText;
import io.mudlark.site.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Laws of judging that hold for any profile and flow. */
class EntryIndexProperties {
  @Property(tries = 300, seed = "8520")
  void finds_the_same_entry_as_trying_them_one_after_the_other(@ForAll long seed) {
    Random random = new Random(seed);
    List<CompiledEntry> entries = new ArrayList<>();
    ConditionCompiler compiler =
        new ConditionCompiler(new Peers(Judging.SITE, Judging.PEERS), "https://maker.example/x");
    for (int i = random.nextInt(30); i >= 0; i--) {
      List<Match> matches = matches(random);
      entries.add(
          new CompiledEntry(
              "list",
              "e" + i,
              Forwarding.ACCEPT,
              matches,
              matches.stream().map(compiler::compile).toArray(Condition[]::new)));
    }
    EntryIndex index = new EntryIndex(entries);
    for (int i = 0; i < 20; i++) {
      DirectionView view = new DirectionView(flow(random), Role.SOURCE, random.nextBoolean());
      CompiledEntry expected =
          entries.stream()
              .filter(entry -> entry.matches(view, NameView.NONE))
              .findFirst()
              .orElse(null);
      assertThat(index.first(view, NameView.NONE)).isSameAs(expected);
    }
  }

  @Property(tries = 100, seed = "8519")
  void explains_every_rejection_unless_there_is_no_entry(@ForAll long seed) {
    Random random = new Random(seed);
    MudText text = MudText.camera();
    for (int i = random.nextInt(6); i > 0; i--) {
      text.from("{\"udp\":{\"destination-port\":" + random.nextInt(4) + "}}");
    }
    boolean empty = !text.json().contains("\"e1\"");
    Verdict verdict = Judging.asSource(text, Flows.tcp("192.168.1.10", "203.0.113.9", 2));
    DirectionVerdict sent = verdict.fromDevice();
    assertThat(verdict.outcome()).isEqualTo(Outcome.REJECTED);
    assertThat(sent.reason()).isEqualTo(Reason.NO_MATCHING_ACE);
    assertThat(sent.nearest() == null).isEqualTo(empty);
    if (!empty) {
      assertThat(sent.nearest().missed()).isNotEmpty();
    }
  }

  private static List<Match> matches(Random random) {
    List<Match> matches = new ArrayList<>();
    if (random.nextInt(4) > 0) {
      matches.add(new Match.Protocol(random.nextBoolean() ? 6 : 17));
    }
    if (random.nextInt(3) > 0) {
      int lower = random.nextInt(4);
      int upper = lower + random.nextInt(2);
      End end = random.nextBoolean() ? End.SOURCE : End.DESTINATION;
      matches.add(new Match.Port(end, new PortRange(lower, upper, random.nextInt(5) == 0)));
    }
    if (random.nextInt(3) == 0) {
      matches.add(new Match.LocalNetworks());
    }
    return matches;
  }

  private static FlowRecord flow(Random random) {
    String peer = random.nextBoolean() ? "192.168.1.20" : "203.0.113.5";
    switch (random.nextInt(3)) {
      case 0:
        return Flows.tcp("192.168.1.10", peer, random.nextInt(5)).from(random.nextInt(5)).build();
      case 1:
        return Flows.udp("192.168.1.10", random.nextInt(5), peer, random.nextInt(5)).build();
      default:
        return Flows.icmp("192.168.1.10", peer, 8, 0).build();
    }
  }
}
