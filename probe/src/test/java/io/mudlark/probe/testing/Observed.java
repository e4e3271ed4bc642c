package io.mudlark.probe.testing;

import io.mudlark.flow.FlowRecord;
import io.mudlark.flow.NameBinding;
import io.mudlark.ledger.Tally;
import io.mudlark.probe.capture.InputProblem;
import io.mudlark.probe.meter.MeterConfig;
import io.mudlark.probe.point.ObservationPoint;
import io.mudlark.stream.Observation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Everything that an observation point said about some captures. */
public record Observed(List<Observation> observations, List<InputProblem> problems, long packets) {
  public static Observed of(List<Path> files, MeterConfig config) {
    List<Observation> observations = new ArrayList<>();
    List<InputProblem> problems = new ArrayList<>();
    try (ObservationPoint point = ObservationPoint.open("lab", files, config, problems::add)) {
      boolean more = true;
      while (more) {
        more = point.advance(observations::add);
      }
      return new Observed(observations, problems, point.packetsTotal());
    }
  }

  public static Observed of(Path... files) {
    return of(List.of(files), MeterConfig.DEFAULT);
  }

  public List<FlowRecord> flows() {
    return observations.stream().map(Observation::flow).filter(Objects::nonNull).toList();
  }

  public List<NameBinding> bindings() {
    return observations.stream().map(Observation::binding).filter(Objects::nonNull).toList();
  }

  /** Packets by fate, in alphabetical order. */
  public Map<String, Long> fates() {
    return tallies(Tally.Book.PACKETS);
  }

  public Map<String, Long> notes() {
    return tallies(Tally.Book.NOTES);
  }

  private Map<String, Long> tallies(Tally.Book book) {
    Map<String, Long> counts = new TreeMap<>();
    for (Observation observation : observations) {
      Tally tally = observation.tally();
      if (tally != null && tally.book() == book) {
        counts.merge(tally.fate(), tally.count(), Long::sum);
      }
    }
    return counts;
  }

  public long ledgerSum() {
    return fates().values().stream().mapToLong(Long::longValue).sum();
  }

  public long flowPackets() {
    return flows().stream().mapToLong(FlowRecord::packets).sum();
  }
}
