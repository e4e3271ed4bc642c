package io.mudlark.source.testing;

import io.mudlark.flow.FlowRecord;
import io.mudlark.flow.NameBinding;
import io.mudlark.ledger.Tally;
import io.mudlark.source.session.ExportSession;
import java.util.ArrayList;
import java.util.List;

/** Gathers what sessions give. */
public final class SessionOutput implements ExportSession.Output {
  private final List<FlowRecord> flows = new ArrayList<>();
  private final List<NameBinding> bindings = new ArrayList<>();
  private final List<Tally> tallies = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  @Override
  public void flow(FlowRecord flow) {
    flows.add(flow);
  }

  @Override
  public void binding(NameBinding binding) {
    bindings.add(binding);
  }

  @Override
  public void tally(Tally tally) {
    tallies.add(tally);
  }

  @Override
  public void problem(String line) {
    problems.add(line);
  }

  public List<FlowRecord> flows() {
    return flows;
  }

  public List<NameBinding> bindings() {
    return bindings;
  }

  public List<Tally> tallies() {
    return tallies;
  }

  public List<String> problems() {
    return problems;
  }

  /** The sum of all that was told of one fate of exports. */
  public long amount(String fate) {
    return sum(tallies, Tally.Book.EXPORTS, fate);
  }

  /** The sum of packets told under a fate. */
  public long packets(String fate) {
    return sum(tallies, Tally.Book.PACKETS, fate);
  }

  public static long sum(List<Tally> tallies, Tally.Book book, String fate) {
    return tallies.stream()
        .filter(t -> t.book() == book && t.fate().equals(fate))
        .mapToLong(Tally::count)
        .sum();
  }
}
