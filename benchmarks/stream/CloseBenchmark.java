import io.mudlark.cluster.characterize.Characterizer;
import io.mudlark.cluster.characterize.WindowRows;
import io.mudlark.cluster.evolve.EvolutionConfig;
import io.mudlark.cluster.evolve.EvolutionState;
import io.mudlark.cluster.evolve.EvolutionTracker;
import io.mudlark.cluster.feature.FlowRow;
import io.mudlark.mrt.Characterization;
import io.mudlark.mrt.JudgedFlow;
import io.mudlark.mrt.Verdict;
import io.mudlark.mrt.Volume;
import io.mudlark.mrt.WindowSpan;
import io.mudlark.mrt.WindowTotals;
import io.mudlark.site.DeviceId;
import io.mudlark.site.Role;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * CPU time of the close of one window on one thread: clustering and the comparison with the window
 * before. No checkpoint can pass during one close, so this is the longest block that is left.
 */
public final class CloseBenchmark {
  private CloseBenchmark() {}

  public static void main(String[] args) {
    measure(100, 2_000);
    measure(1_000, 40);
    measure(4_000, 12);
    measure(50_000, 12);
  }

  private static void measure(int rows, int windows) {
    Characterizer characterizer = Characterizer.standard();
    EvolutionTracker tracker = new EvolutionTracker(EvolutionConfig.DEFAULT);
    EvolutionState state = EvolutionState.INITIAL;
    SyntheticObservations source =
        new SyntheticObservations(
            new SyntheticObservations.Load(1, rows, 0, 60 * windows, 0, 0));
    double[] millis = new double[windows];
    long locations = 0;
    for (int w = 0; w < windows; w++) {
      WindowRows window = window(source, rows, w);
      long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      Characterization characterization = characterizer.characterize(window);
      state = tracker.next(state, characterization).state();
      millis[w] = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before) / 1e6;
      locations = characterization.fit().locations();
    }
    double first = millis[0];
    double[] warm = Arrays.copyOfRange(millis, windows / 2, windows);
    Arrays.sort(warm);
    System.out.printf(
        Locale.ROOT,
        "%,6d rejected flows (%,d distinct rows): median %.2f ms, worst of the second half %.2f ms, very first %.1f ms%n",
        rows, locations, warm[warm.length / 2], warm[warm.length - 1], first);
  }

  private static WindowRows window(SyntheticObservations source, int rows, int number) {
    List<FlowRow> rejected = new ArrayList<>();
    Volume volume = Volume.NONE;
    DeviceId device = new DeviceId("site-0", "device-0");
    for (int i = 0; i < rows; i++) {
      var flow = source.flow((long) number * rows + i);
      Role role =
          flow.key().source().equals(SyntheticObservations.address(0)) ? Role.SOURCE : Role.DESTINATION;
      rejected.add(FlowRow.of(new JudgedFlow(device, role, flow, Verdict.UNPROFILED)));
      volume = volume.plusFlow(flow.packets(), flow.octets());
    }
    long start = SyntheticObservations.START_NANOS / 1_000_000L + number * 60_000L;
    return new WindowRows(
        device,
        new WindowSpan(start, start + 60_000L, number),
        false,
        new WindowTotals(Volume.NONE, volume, Volume.NONE, Volume.NONE),
        rejected);
  }
}
