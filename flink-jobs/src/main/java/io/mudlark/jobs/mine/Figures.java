package io.mudlark.jobs.mine;

import io.mudlark.process.conform.Alignments;
import io.mudlark.process.conform.TokenReplay;
import io.mudlark.process.discover.DirectlyFollows;
import io.mudlark.process.log.EventLog;
import io.mudlark.process.log.VariantLog;
import io.mudlark.process.model.PetriNet;
import io.mudlark.process.model.Soundness;
import io.mudlark.process.quality.EtcPrecision;
import io.mudlark.process.quality.ModelQuality;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What the {@code mine} commands say about logs and models: names and values, in order. */
public final class Figures {
  private Figures() {}

  /** Counts of a log. */
  public static Map<String, String> ofLog(EventLog log, Discovery found) {
    DirectlyFollows graph = found.graph();
    long starts = 0;
    for (int a = 0; a < graph.size(); a++) {
      starts += graph.starts(a) > 0 ? 1 : 0;
    }
    Map<String, String> figures = new LinkedHashMap<>();
    figures.put("Cases", String.valueOf(log.traces().size()));
    figures.put("Events", String.valueOf(log.events()));
    figures.put("Variants", String.valueOf(found.variants().variantCount()));
    figures.put("Activities", String.valueOf(found.variants().activityCount()));
    figures.put("Start activities", String.valueOf(starts));
    figures.put("Directly-follows edges", String.valueOf(graph.edges()));
    return figures;
  }

  /** Size and soundness of a net. */
  public static Map<String, String> ofNet(PetriNet net) {
    Map<String, String> figures = new LinkedHashMap<>();
    figures.put("Places", String.valueOf(net.placeCount()));
    figures.put(
        "Transitions", net.transitionCount() + " (" + net.silentCount() + " of them silent)");
    figures.put("Soundness", words(Soundness.check(net)));
    return figures;
  }

  /** How well a net describes a log: shares as percentages, four decimals as pm4py prints them. */
  public static Map<String, String> quality(PetriNet net, VariantLog log) {
    TokenReplay.Result replay = new TokenReplay(net).replay(log);
    Map<String, String> figures = new LinkedHashMap<>();
    figures.put("Fitting cases", percent(replay.fittingShare()));
    figures.put("Fitness", percent(replay.averageFitness()));
    figures.put("Precision", percent(EtcPrecision.of(net, log)));
    figures.put("Generalization", percent(ModelQuality.generalization(replay)));
    figures.put("Simplicity", percent(ModelQuality.simplicity(net)));
    figures.put("Soundness", words(Soundness.check(net)));
    return figures;
  }

  /** What replay and alignments say of a whole log. */
  public static Map<String, String> conformance(
      TokenReplay.Result replay, Alignments.Result alignments) {
    Map<String, String> figures = new LinkedHashMap<>();
    figures.put("Fitting cases, token replay", percent(replay.fittingShare()));
    figures.put("Mean fitness, token replay", percent(replay.averageFitness()));
    long computed = alignments.variants().stream().filter(a -> a.isComputed()).count();
    figures.put(
        "Alignments computed", computed + " of " + alignments.variants().size() + " variants");
    figures.put("Fitting cases, alignments", percent(alignments.fittingShare()));
    figures.put("Log fitness, alignments", percent(alignments.logFitness()));
    return figures;
  }

  /** A share as a percentage. */
  public static String percent(double share) {
    return String.format(Locale.ROOT, "%.4f %%", 100 * share);
  }

  /** A number with two decimals. */
  public static String decimal(double number) {
    return String.format(Locale.ROOT, "%.2f", number);
  }

  private static String words(Soundness.Verdict verdict) {
    return verdict.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
