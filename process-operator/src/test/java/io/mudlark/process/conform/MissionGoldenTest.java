package io.mudlark.process.conform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.mudlark.process.discover.AlphaMiner;
import io.mudlark.process.discover.DirectlyFollows;
import io.mudlark.process.discover.HeuristicsMiner;
import io.mudlark.process.discover.PairTimes.Pair;
import io.mudlark.process.inductive.InductiveMiner;
import io.mudlark.process.log.EventLog;
import io.mudlark.process.log.Trace;
import io.mudlark.process.log.VariantLog;
import io.mudlark.process.model.PetriNet;
import io.mudlark.process.model.Soundness;
import io.mudlark.process.model.TreeToNet;
import io.mudlark.process.quality.EtcPrecision;
import io.mudlark.process.quality.ModelQuality;
import io.mudlark.process.rules.LogSkeleton;
import io.mudlark.process.rules.SkeletonLearner;
import io.mudlark.process.rules.TemporalProfile;
import io.mudlark.process.testing.SharedData;
import java.io.IOException;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** MISSION's evaluation on our regenerated benign log, with pm4py's figures. */
class MissionGoldenTest {
  private static PetriNet net(String miner, VariantLog variants) {
    return switch (miner) {
      case "inductive" -> TreeToNet.convert(InductiveMiner.mine(variants, 0.9));
      case "heuristics" -> HeuristicsMiner.mine(variants, HeuristicsMiner.Settings.MISSION);
      default -> AlphaMiner.mine(DirectlyFollows.of(variants));
    };
  }

  private static double percent(double share) {
    return Math.round(share * 1e6) / 1e4;
  }

  private static void checkModels(VariantLog variants, JsonNode golden) {
    for (String miner : List.of("inductive", "heuristics", "alpha")) {
      JsonNode expected = golden.get(miner);
      PetriNet net = net(miner, variants);
      TokenReplay.Result replay = new TokenReplay(net).replay(variants);
      assertThat(net.placeCount()).as(miner).isEqualTo(expected.get("places").asInt());
      assertThat(net.transitionCount()).as(miner).isEqualTo(expected.get("transitions").asInt());
      assertThat(net.silentCount()).as(miner).isEqualTo(expected.get("invisible").asInt());
      assertThat(net.arcCount()).as(miner).isEqualTo(expected.get("arcs").asInt());
      assertThat(percent(replay.fittingShare()))
          .as(miner)
          .isEqualTo(expected.get("perc_fit_traces").asDouble());
      assertThat(replay.totals().fitness())
          .as(miner)
          .isCloseTo(expected.get("log_fitness").asDouble(), within(1e-9));
      assertThat(replay.averageFitness())
          .as(miner)
          .isCloseTo(expected.get("average_trace_fitness").asDouble(), within(1e-9));
      assertThat(percent(EtcPrecision.of(net, variants)))
          .as(miner)
          .isEqualTo(expected.get("precision").asDouble());
      assertThat(percent(ModelQuality.generalization(replay)))
          .as(miner)
          .isEqualTo(expected.get("generalization").asDouble());
      assertThat(percent(ModelQuality.simplicity(net)))
          .as(miner)
          .isEqualTo(expected.get("simplicity").asDouble());
      assertThat(Soundness.check(net) == Soundness.Verdict.SOUND)
          .as(miner)
          .isEqualTo(expected.get("sound").asBoolean());
    }
  }

  private static void checkRules(EventLog log, JsonNode golden) {
    LogSkeleton skeleton = SkeletonLearner.learn(VariantLog.of(log), 0);
    JsonNode sizes = golden.get("skeleton_benign_sizes");
    JsonNode rules = golden.get("skeleton_benign");
    assertThat(skeleton.equivalence()).isEqualTo(pairs(rules.get("equivalence")));
    assertThat(skeleton.alwaysAfter()).isEqualTo(pairs(rules.get("always_after")));
    assertThat(skeleton.alwaysBefore()).isEqualTo(pairs(rules.get("always_before")));
    assertThat(skeleton.directlyFollows()).isEqualTo(pairs(rules.get("directly_follows")));
    assertThat(skeleton.neverTogether()).hasSize(sizes.get("never_together").asInt());
    assertThat(skeleton.frequencies()).hasSize(sizes.get("activ_freq").asInt());
    TemporalProfile profile = TemporalProfile.learn(log);
    assertThat(profile.pairs()).hasSize(golden.get("temporal_profile").size());
    for (JsonNode edge : golden.get("temporal_profile")) {
      TemporalProfile.Moments moments =
          profile.pairs().get(new Pair(edge.get(0).asText(), edge.get(1).asText()));
      assertThat(moments.mean()).isCloseTo(edge.get(2).asDouble(), within(1e-6));
      assertThat(moments.deviation()).isCloseTo(edge.get(3).asDouble(), within(1e-6));
    }
    for (int zeta : new int[] {2, 3, 6}) {
      JsonNode expected = golden.get("temporal_benign_zeta" + zeta);
      int cases = 0;
      int deviations = 0;
      for (Trace trace : log.traces()) {
        int found = profile.check(trace, zeta, 0).size();
        deviations += found;
        cases += found > 0 ? 1 : 0;
      }
      assertThat(cases).isEqualTo(expected.get("deviating_cases").asInt());
      assertThat(deviations).isEqualTo(expected.get("deviations").asInt());
    }
  }

  private static Set<Pair> pairs(JsonNode list) {
    Set<Pair> pairs = new HashSet<>();
    list.forEach(e -> pairs.add(new Pair(e.get(0).asText(), e.get(1).asText())));
    return pairs;
  }

  @Test
  void exact_times_give_the_expected_models_and_figures() throws IOException {
    EventLog log = SharedData.benign(false);
    VariantLog variants = VariantLog.of(log);
    assertThat(log.traces()).hasSize(9_948);
    assertThat(log.events()).isEqualTo(15_218);
    assertThat(variants.variantCount()).isEqualTo(39);
    assertThat(variants.activityCount()).isEqualTo(39);
    assertThat(DirectlyFollows.of(variants).edges()).isEqualTo(26);
    JsonNode golden = SharedData.mission("pm-exact.json");
    checkModels(variants, golden);
    checkRules(log, golden);
  }

  @Test
  void the_notebooks_times_and_order_give_the_notebooks_models_and_figures() throws IOException {
    EventLog log = SharedData.benign(true);
    VariantLog variants = VariantLog.of(log);
    assertThat(variants.variantCount()).isEqualTo(70);
    assertThat(DirectlyFollows.of(variants).edges()).isEqualTo(41);
    JsonNode golden = SharedData.mission("pm-new.json");
    checkModels(variants, golden);
    checkRules(log, golden);
  }

  @Test
  void missions_attacks_cost_what_they_should() throws IOException {
    VariantLog benign = VariantLog.of(SharedData.benign(false));
    String rogue = "log_server-temperature-sensor \u2192 mission/test_system2-sensor-motion";
    Map<List<String>, Long> attack =
        Map.of(List.of(rogue), 21L, Collections.nCopies(20, rogue), 1L);
    VariantLog dos = VariantLog.of(attack);
    TokenReplay.Result replay = new TokenReplay(net("alpha", benign)).replay(dos);
    assertThat(replay.variants())
        .containsOnly(new ReplayCounts(1, 1, 1, 1, 1), new ReplayCounts(1, 1, 1, 1, 20));
    Alignments.Result alpha = new Alignments(net("alpha", benign)).align(dos);
    assertThat(alpha.variants()).extracting(Alignment::cost).containsExactly(20_000L, 210_000L);
    Alignments.Result inductive = new Alignments(net("inductive", benign)).align(dos);
    assertThat(inductive.variants()).extracting(Alignment::cost).containsExactly(20_002L, 210_002L);
    assertThat(inductive.fitness(0)).isZero();
  }
}
