package io.mudlark.jobs.evaluate;

import io.mudlark.jobs.evaluate.Truth.TrueFlow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Holds one run against the truth about its traffic; docs/61-evaluation.md defines the units. */
public final class Scorer {
  private final Truth truth;
  private final Findings findings;

  Scorer(Truth truth, Findings findings) {
    this.truth = truth;
    this.findings = findings;
  }

  /** An attack that was found, with the signature it was found by. */
  public record Identified(String label, String signature) {
    String family() {
      return TrueAttack.family(label);
    }
  }

  /** What became of each attack, in the order of their begins. */
  List<Outcome> outcomes() {
    List<Detection> detections = findings.episodes(Method.DEFAULT);
    return truth.attacks().stream()
        .sorted(Comparator.comparingLong(attack -> attack.span().startMillis()))
        .map(
            attack ->
                new Outcome(
                    attack.label(),
                    attack.device(),
                    attack.span().startMillis(),
                    detections.stream()
                        .filter(detection -> truth.isAbout(detection, attack))
                        .mapToLong(Detection::toldMillis)
                        .min()))
        .toList();
  }

  /** How well a method did. */
  Score score(Method method) {
    List<Detection> detections = findings.episodes(method);
    Map<String, AttackScore> attacks = new TreeMap<>();
    long found = 0;
    for (TrueAttack attack : truth.attacks()) {
      List<Double> delays = new ArrayList<>();
      detections.stream()
          .filter(detection -> truth.isAbout(detection, attack))
          .mapToLong(Detection::toldMillis)
          .min()
          .ifPresent(told -> delays.add(delay(attack, told)));
      found += delays.size();
      attacks.merge(attack.label(), new AttackScore(delays.size(), 1, delays), AttackScore::plus);
    }
    long wrong = detections.stream().filter(d -> !truth.explains(d)).count();
    Counts episodes =
        new Counts(found, truth.attacks().size() - found, detections.size() - wrong, wrong);
    long millis =
        findings.windows().values().stream()
            .flatMap(List::stream)
            .mapToLong(w -> w.span().endMillis() + 1 - w.span().startMillis())
            .sum();
    return new Score(episodes, windows(method), wrong, millis, attacks);
  }

  private static double delay(TrueAttack attack, long told) {
    return Math.max(0, told - attack.span().startMillis()) / 1000.0;
  }

  private Counts windows(Method method) {
    long both = 0;
    long missed = 0;
    long wrong = 0;
    for (List<Window> ofDevice : findings.windows().values()) {
      for (Window window : ofDevice) {
        boolean found = findings.finds(method, window);
        if (truth.isAbout(window.device(), window.span())) {
          both += found ? 1 : 0;
          missed += found ? 0 : 1;
        } else if (found && !truth.concerns(window.device(), window.span())) {
          wrong++;
        }
      }
    }
    return Counts.of(both, missed, wrong);
  }

  /** Flows of the truth that have a listed device as an end: rejected or not. */
  Counts flows() {
    long both = 0;
    long missed = 0;
    long wrong = 0;
    for (var entry : truth.flows().entrySet()) {
      for (TrueFlow flow : entry.getValue()) {
        boolean rejected = flow.known() && findings.isRejected(entry.getKey(), flow.span());
        if (flow.known() && flow.attack()) {
          both += rejected ? 1 : 0;
          missed += rejected ? 0 : 1;
        } else if (rejected) {
          wrong++;
        }
      }
    }
    return Counts.of(both, missed, wrong);
  }

  /** Each attack found by an alert, with the signature of the one told first since it began. */
  List<Identified> identified() {
    List<Identified> identified = new ArrayList<>();
    List<Detection> detections = findings.episodes(Method.DEFAULT);
    for (TrueAttack attack : truth.attacks()) {
      Optional<Detection> best =
          detections.stream()
              .filter(detection -> truth.isAbout(detection, attack))
              .min(
                  Comparator.comparing(
                          (Detection d) -> d.toldMillis() < attack.span().startMillis())
                      .thenComparing(Detection::toldMillis)
                      .thenComparing(d -> -d.span().shared(attack.span()))
                      .thenComparing(Detection::signature));
      best.ifPresent(d -> identified.add(new Identified(attack.label(), d.signature())));
    }
    return identified;
  }

  /** Pairs of found attacks: the same kind should have one signature, others different ones. */
  static Counts pairs(List<Identified> identified, boolean families) {
    long both = 0;
    long missed = 0;
    long wrong = 0;
    for (int i = 0; i < identified.size(); i++) {
      for (int j = i + 1; j < identified.size(); j++) {
        Identified a = identified.get(i);
        Identified b = identified.get(j);
        boolean same = families ? a.family().equals(b.family()) : a.label().equals(b.label());
        boolean paired = a.signature().equals(b.signature());
        both += same && paired ? 1 : 0;
        missed += same && !paired ? 1 : 0;
        wrong += !same && paired ? 1 : 0;
      }
    }
    return Counts.of(both, missed, wrong);
  }

  /** Window scores with the truth, for a curve over all limits. */
  List<ScoredWindow> scored() {
    List<ScoredWindow> scored = new ArrayList<>();
    for (List<Window> ofDevice : findings.windows().values()) {
      for (Window window : ofDevice) {
        boolean attack = truth.isAbout(window.device(), window.span());
        if (attack || !truth.concerns(window.device(), window.span())) {
          scored.add(new ScoredWindow(window.score(), attack));
        }
      }
    }
    return scored;
  }

  /** A window's distance from the ordinary, and whether it was attacked. */
  public record ScoredWindow(double score, boolean attack) {}
}
