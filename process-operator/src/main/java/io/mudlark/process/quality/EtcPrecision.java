package io.mudlark.process.quality;

import io.mudlark.process.conform.PrefixStates;
import io.mudlark.process.log.VariantLog;
import io.mudlark.process.model.PetriNet;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * ETC precision (Munoz-Gama, Carmona 2010): after every prefix seen in the log, how much of what
 * the model allows next does the log do.
 *
 * <p>Prefixes that do not replay without missing tokens are left out, as are complete cases.
 */
public final class EtcPrecision {
  private EtcPrecision() {}

  /** 0 to 1; 1 when the model never allows more than was seen. */
  public static double of(PetriNet net, VariantLog log) {
    PrefixStates states = new PrefixStates(net);
    Map<int[], Continuations> prefixes = new TreeMap<>(Arrays::compare);
    for (int v = 0; v < log.variantCount(); v++) {
      int[] variant = log.variant(v);
      for (int length = 0; length < variant.length; length++) {
        int[] prefix = Arrays.copyOf(variant, length);
        prefixes
            .computeIfAbsent(prefix, unused -> new Continuations())
            .add(log.activity(variant[length]), log.count(v));
      }
    }
    double allowed = 0;
    double escaping = 0;
    for (Map.Entry<int[], Continuations> entry : prefixes.entrySet()) {
      List<String> names = Arrays.stream(entry.getKey()).mapToObj(log::activity).toList();
      List<String> next = states.expectedAfter(names);
      if (next != null) {
        Continuations seen = entry.getValue();
        long unseen = next.stream().filter(label -> !seen.labels.contains(label)).count();
        allowed += (double) next.size() * seen.cases;
        escaping += (double) unseen * seen.cases;
      }
    }
    return allowed == 0 ? 1 : 1 - escaping / allowed;
  }

  private static final class Continuations {
    private final Set<String> labels = new HashSet<>();
    private long cases;

    private void add(String label, long count) {
      labels.add(label);
      cases += count;
    }
  }
}
