package io.mudlark.process.conform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.mudlark.process.discover.AlphaMiner;
import io.mudlark.process.discover.DirectlyFollows;
import io.mudlark.process.discover.Footprints;
import io.mudlark.process.discover.HeuristicsDependencies;
import io.mudlark.process.discover.PairTimes;
import io.mudlark.process.discover.PairTimes.Pair;
import io.mudlark.process.inductive.InductiveMiner;
import io.mudlark.process.log.EventLog;
import io.mudlark.process.log.Trace;
import io.mudlark.process.log.VariantLog;
import io.mudlark.process.model.PetriNet;
import io.mudlark.process.model.PnmlReader;
import io.mudlark.process.model.ProcessTreeReader;
import io.mudlark.process.model.TreeToNet;
import io.mudlark.process.quality.EtcPrecision;
import io.mudlark.process.quality.ModelQuality;
import io.mudlark.process.rules.LogSkeleton;
import io.mudlark.process.rules.SkeletonLearner;
import io.mudlark.process.rules.TemporalProfile;
import io.mudlark.process.testing.SharedData;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ten public logs, with what pm4py 2.7 makes of them. */
class GoldenLogsTest {
  /**
   * Models whose token replay differs because pm4py's search for silent transitions is a heuristic
   * and ours is complete; docs/70 explains each. Everything else must be equal.
   */
  private static final Set<String> REPLAY_DIFFERS =
      Set.of("a12f0n10.xes.gz inductive", "running_example_broken.csv inductive_infrequent_0.2");

  private static final Set<String> PRECISION_DIFFERS =
      Set.of(
          "a12f0n10.xes.gz inductive",
          "running_example_broken.csv inductive",
          "running_example_broken.csv inductive_infrequent_0.2");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "13_SEPSIS_1t_per_variant.xes.gz",
        "a12f0n00.xes.gz",
        "a12f0n10.xes.gz",
        "a12f0n50.xes.gz",
        "reviewing.xes",
        "roadtraffic100traces.xes",
        "roadtraffic50traces.xes",
        "running-example.csv",
        "running-example.xes",
        "running_example_broken.csv"
      })
  void agrees_with_pm4py_on_a_public_log(String name) throws IOException {
    JsonNode golden = SharedData.golden(name);
    EventLog log = SharedData.eventLog(name);
    VariantLog variants = VariantLog.of(log);
    checkCounts(golden, log, variants);
    checkPairs(golden, log, variants);
    checkDiscovery(golden, variants);
    checkSkeletons(golden, variants);
    checkTimes(golden, log);
    SoftAssertions soft = new SoftAssertions();
    for (String model : names(golden.get("conformance"))) {
      checkConformance(soft, name + " " + model, golden.get("conformance").get(model), variants);
    }
    soft.assertAll();
  }

  private static List<String> names(JsonNode node) {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static Pair pair(JsonNode edge) {
    return new Pair(edge.get("a").asText(), edge.get("b").asText());
  }

  private static void checkCounts(JsonNode golden, EventLog log, VariantLog variants) {
    assertThat(log.traces()).hasSize(golden.get("cases").asInt());
    assertThat(log.events()).isEqualTo(golden.get("events").asLong());
    assertThat(variants.variantCount()).isEqualTo(golden.get("variants").asInt());
    assertThat(log.activityCounts()).isEqualTo(counts(golden.get("activities")));
    DirectlyFollows graph = DirectlyFollows.of(variants);
    Map<String, Long> starts = new TreeMap<>();
    Map<String, Long> ends = new TreeMap<>();
    for (int a = 0; a < graph.size(); a++) {
      if (graph.starts(a) > 0) {
        starts.put(graph.activity(a), graph.starts(a));
      }
      if (graph.ends(a) > 0) {
        ends.put(graph.activity(a), graph.ends(a));
      }
    }
    assertThat(starts).isEqualTo(counts(golden.get("start_activities")));
    assertThat(ends).isEqualTo(counts(golden.get("end_activities")));
  }

  private static Map<String, Long> counts(JsonNode node) {
    Map<String, Long> counts = new TreeMap<>();
    node.properties().forEach(e -> counts.put(e.getKey(), e.getValue().asLong()));
    return counts;
  }

  private static void checkPairs(JsonNode golden, EventLog log, VariantLog variants) {
    DirectlyFollows graph = DirectlyFollows.of(variants);
    assertThat(graph.edges()).isEqualTo(golden.get("dfg").size());
    for (JsonNode edge : golden.get("dfg")) {
      Pair pair = pair(edge);
      assertThat(graph.count(variants.idOf(pair.from()), variants.idOf(pair.to())))
          .isEqualTo(edge.get("count").asLong());
    }
    Map<Pair, Long> eventually = new TreeMap<>();
    golden.get("eventually_follows").forEach(e -> eventually.put(pair(e), e.get("count").asLong()));
    assertThat(PairTimes.eventuallyFollows(log)).isEqualTo(eventually);
    if (golden.has("performance_dfg_mean_seconds")) {
      Map<Pair, PairTimes.Timing> timings = PairTimes.of(log);
      for (JsonNode edge : golden.get("performance_dfg_mean_seconds")) {
        PairTimes.Timing timing = timings.get(pair(edge));
        assertThat(timing.meanSeconds()).isCloseTo(edge.get("mean").asDouble(), within(1e-3));
        assertThat(timing.medianSeconds()).isCloseTo(edge.get("median").asDouble(), within(1e-3));
      }
    }
    Footprints footprints = new Footprints(graph);
    assertThat(footprints.sequences())
        .containsExactlyInAnyOrderElementsOf(pairs(golden.get("footprints").get("sequence")));
    assertThat(footprints.parallels())
        .containsExactlyInAnyOrderElementsOf(pairs(golden.get("footprints").get("parallel")));
  }

  private static List<Pair> pairs(JsonNode list) {
    List<Pair> pairs = new ArrayList<>();
    list.forEach(e -> pairs.add(new Pair(e.get(0).asText(), e.get(1).asText())));
    return pairs;
  }

  private static void checkDiscovery(JsonNode golden, VariantLog variants) throws IOException {
    for (double noise : new double[] {0, 0.2}) {
      JsonNode expected = golden.get(noise == 0 ? "inductive" : "inductive_infrequent_0.2");
      var tree = InductiveMiner.mine(variants, noise);
      assertThat(tree.canonical())
          .isEqualTo(ProcessTreeReader.parse(expected.get("process_tree").asText()).canonical());
      checkSize(TreeToNet.convert(tree), expected.get("petri"));
    }
    PetriNet alpha = AlphaMiner.mine(DirectlyFollows.of(variants));
    checkSize(alpha, golden.get("alpha"));
    assertThat(contexts(alpha)).isEqualTo(contexts(golden.get("alpha").get("place_contexts")));
    HeuristicsDependencies dependencies = new HeuristicsDependencies(variants);
    assertThat(dependencies.graph().edges())
        .isEqualTo(golden.get("heuristics_dependency_matrix").size());
    for (JsonNode edge : golden.get("heuristics_dependency_matrix")) {
      Pair pair = pair(edge);
      assertThat(dependencies.of(variants.idOf(pair.from()), variants.idOf(pair.to())))
          .isCloseTo(edge.get("value").asDouble(), within(1e-6));
    }
  }

  private static void checkSize(PetriNet net, JsonNode size) {
    assertThat(net.placeCount()).isEqualTo(size.get("places").asInt());
    assertThat(net.transitionCount()).isEqualTo(size.get("transitions").asInt());
    assertThat(net.silentCount()).isEqualTo(size.get("silent_transitions").asInt());
    assertThat(net.arcCount()).isEqualTo(size.get("arcs").asInt());
  }

  private static Set<String> contexts(PetriNet net) {
    Set<String> contexts = new TreeSet<>();
    for (int p = 0; p < net.placeCount(); p++) {
      Set<String> pre = new TreeSet<>();
      Set<String> post = new TreeSet<>();
      for (PetriNet.Transition t : net.transitions()) {
        int place = p;
        if (java.util.Arrays.stream(t.outputs()).anyMatch(q -> q == place)) {
          pre.add(t.label());
        }
        if (java.util.Arrays.stream(t.inputs()).anyMatch(q -> q == place)) {
          post.add(t.label());
        }
      }
      contexts.add(pre + " -> " + post);
    }
    return contexts;
  }

  private static Set<String> contexts(JsonNode list) {
    Set<String> contexts = new TreeSet<>();
    for (JsonNode place : list) {
      Set<String> pre = new TreeSet<>();
      Set<String> post = new TreeSet<>();
      place.get("pre").forEach(n -> pre.add(n.asText()));
      place.get("post").forEach(n -> post.add(n.asText()));
      contexts.add(pre + " -> " + post);
    }
    return contexts;
  }

  private static void checkSkeletons(JsonNode golden, VariantLog variants) {
    for (double noise : new double[] {0, 0.05}) {
      JsonNode expected = golden.get("log_skeleton_noise_" + noise);
      if (expected == null) {
        continue;
      }
      LogSkeleton skeleton =
          SkeletonLearner.learn(variants, noise, SkeletonLearner.Support.PER_OCCURRENCE);
      assertThat(skeleton.equivalence()).isEqualTo(set(expected.get("equivalence")));
      assertThat(skeleton.alwaysAfter()).isEqualTo(set(expected.get("always_after")));
      assertThat(skeleton.alwaysBefore()).isEqualTo(set(expected.get("always_before")));
      assertThat(skeleton.neverTogether()).isEqualTo(set(expected.get("never_together")));
      assertThat(skeleton.directlyFollows()).isEqualTo(set(expected.get("directly_follows")));
      Map<String, Set<Integer>> frequencies = new TreeMap<>();
      for (String activity : names(expected.get("activ_freq"))) {
        Set<Integer> times = new TreeSet<>();
        expected.get("activ_freq").get(activity).forEach(n -> times.add(n.asInt()));
        frequencies.put(activity, times);
      }
      assertThat(skeleton.frequencies()).isEqualTo(frequencies);
    }
  }

  private static Set<Pair> set(JsonNode list) {
    return new HashSet<>(pairs(list));
  }

  private static void checkTimes(JsonNode golden, EventLog log) {
    if (!golden.has("temporal_profile_seconds")) {
      return;
    }
    TemporalProfile profile = TemporalProfile.learn(log);
    assertThat(profile.pairs()).hasSize(golden.get("temporal_profile_seconds").size());
    for (JsonNode edge : golden.get("temporal_profile_seconds")) {
      TemporalProfile.Moments moments = profile.pairs().get(pair(edge));
      assertThat(moments.mean()).isCloseTo(edge.get("mean").asDouble(), within(2e-3));
      assertThat(moments.deviation()).isCloseTo(edge.get("std").asDouble(), within(2e-3));
    }
    JsonNode byZeta = golden.get("temporal_profile_deviations_by_zeta");
    for (String zeta : names(byZeta)) {
      int cases = 0;
      int deviations = 0;
      for (Trace trace : log.traces()) {
        int found = profile.check(trace, Double.parseDouble(zeta), 0).size();
        deviations += found;
        cases += found > 0 ? 1 : 0;
      }
      assertThat(cases).isEqualTo(byZeta.get(zeta).get("cases_with_deviation").asInt());
      assertThat(deviations).isEqualTo(byZeta.get(zeta).get("deviations").asInt());
    }
  }

  private static PetriNet net(String model, VariantLog variants) throws IOException {
    if (model.startsWith("reference:")) {
      return PnmlReader.read(SharedData.log(model.substring("reference:".length())));
    }
    return model.equals("alpha")
        ? AlphaMiner.mine(DirectlyFollows.of(variants))
        : TreeToNet.convert(InductiveMiner.mine(variants, model.endsWith("0.2") ? 0.2 : 0));
  }

  private static void checkConformance(
      SoftAssertions soft, String what, JsonNode expected, VariantLog variants) throws IOException {
    PetriNet net = net(what.substring(what.indexOf(' ') + 1), variants);
    soft.assertThat(ModelQuality.simplicity(net))
        .as(what)
        .isCloseTo(expected.get("simplicity_arc_degree").asDouble(), within(1e-6));
    if (!REPLAY_DIFFERS.contains(what) && expected.get("token_replay").isObject()) {
      checkReplay(soft, what, expected, new TokenReplay(net).replay(variants));
    }
    JsonNode precision = expected.get("precision_etc_token_replay");
    if (!PRECISION_DIFFERS.contains(what) && precision.isNumber()) {
      soft.assertThat(EtcPrecision.of(net, variants))
          .as(what + " precision")
          .isCloseTo(precision.asDouble(), within(1e-6));
    }
    JsonNode alignments = expected.get("alignments");
    if (alignments.isTextual() && alignments.asText().startsWith("not computed")) {
      return;
    }
    Alignments.Result aligned = new Alignments(net).align(variants);
    if (alignments.isTextual()) {
      soft.assertThat(aligned.variants())
          .as(what)
          .allMatch(a -> a.status() == Alignment.Status.FINAL_MARKING_UNREACHABLE);
      return;
    }
    soft.assertThat(aligned.isComplete()).as(what).isTrue();
    close(soft, what, 100 * aligned.fittingShare(), alignments.get("percFitTraces"));
    close(soft, what, aligned.averageFitness(), alignments.get("averageFitness"));
    close(soft, what, aligned.logFitness(), alignments.get("log_fitness"));
  }

  private static void checkReplay(
      SoftAssertions soft, String what, JsonNode expected, TokenReplay.Result replay) {
    JsonNode fitness = expected.get("token_replay");
    ReplayCounts totals = replay.totals();
    close(soft, what, 100 * replay.fittingShare(), fitness.get("perc_fit_traces"));
    close(soft, what, replay.averageFitness(), fitness.get("average_trace_fitness"));
    close(soft, what, totals.fitness(), fitness.get("log_fitness"));
    JsonNode tokens = expected.get("token_replay_totals");
    close(soft, what, (double) totals.missing(), tokens.get("missing_tokens"));
    close(soft, what, (double) totals.remaining(), tokens.get("remaining_tokens"));
    close(soft, what, (double) totals.consumed(), tokens.get("consumed_tokens"));
    close(soft, what, (double) totals.produced(), tokens.get("produced_tokens"));
    if (expected.get("generalization").isNumber()) {
      close(soft, what, ModelQuality.generalization(replay), expected.get("generalization"));
    }
  }

  private static void close(SoftAssertions soft, String what, double actual, JsonNode expected) {
    soft.assertThat(actual).as(what).isCloseTo(expected.asDouble(), within(1e-6));
  }
}
