package io.mudlark.cluster.characterize;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.cluster.evolve.EvolutionConfig;
import io.mudlark.cluster.evolve.EvolutionState;
import io.mudlark.cluster.evolve.EvolutionTracker;
import io.mudlark.cluster.testing.MudscopeFlows;
import io.mudlark.cluster.testing.Windows;
import io.mudlark.mrt.Characterization;
import java.util.List;
import org.junit.jupiter.api.Test;

class MudscopeWindowsTest {
  @Test
  void look() throws Exception {
    StringBuilder text = new StringBuilder();
    for (String site : List.of("tue", "ut")) {
      long n = 0;
      EvolutionState s = EvolutionState.INITIAL;
      for (var rows : MudscopeFlows.windows(site)) {
        Characterization c = Characterizer.standard().characterize(Windows.window(n++, rows));
        EvolutionTracker.Step step = new EvolutionTracker(EvolutionConfig.DEFAULT).next(s, c);
        s = step.state();
        text.append(step.evolution().anomaly()).append(step.evolution().episode()).append('\n');
        step.evolution().fates().forEach(k -> text.append("    ").append(k).append('\n'));
        c.clusters()
            .forEach(
                k -> text.append("    ").append(k.volume()).append(k.shape().kind()).append('\n'));
        text.append("   noise ").append(c.noiseFlows()).append('\n');
      }
    }
    assertThat(text.toString()).isEmpty();
  }
}
