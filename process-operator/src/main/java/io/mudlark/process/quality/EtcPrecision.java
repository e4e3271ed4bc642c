package io.mudlark.process.quality;

import io.mudlark.process.conform.PrefixStates;
import io.mudlark.process.log.VariantLog;
import io.mudlark.process.model.PetriNet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    Prefix whole = new Prefix(states.start());
    List<Prefix> prefixes = new ArrayList<>(List.of(whole));
    for (int v = 0; v < log.variantCount(); v++) {
      Prefix prefix = whole;
      for (int activity : log.variant(v)) {
        prefix.cases += log.count(v);
        Prefix longer = prefix.next.get(activity);
        if (longer == null) {
          longer = new Prefix(states.after(prefix.state, log.activity(activity)));
          prefix.next.put(activity, longer);
          prefixes.add(longer);
        }
        prefix = longer;
      }
    }
    double allowed = 0;
    double escaping = 0;
    for (Prefix prefix : prefixes) {
      if (prefix.cases > 0 && prefix.state != PrefixStates.UNFIT) {
        List<String> next = states.expected(prefix.state);
        long unseen =
            next.stream().filter(label -> !prefix.next.containsKey(log.idOf(label))).count();
        allowed += (double) next.size() * prefix.cases;
        escaping += (double) unseen * prefix.cases;
      }
    }
    return allowed == 0 ? 1 : 1 - escaping / allowed;
  }

  /** A beginning of cases: how many go on, and with what. */
  private static final class Prefix {
    private final int state;
    private final Map<Integer, Prefix> next = new TreeMap<>();
    private long cases;

    private Prefix(int state) {
      this.state = state;
    }
  }
}
