package io.mudlark.jobs.mine;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mudlark.process.conform.Alignment;
import io.mudlark.process.conform.Alignments;
import io.mudlark.process.conform.ReplayCounts;
import io.mudlark.process.conform.TokenReplay;
import io.mudlark.process.live.CaseState;
import io.mudlark.process.live.Check;
import io.mudlark.process.live.ConformanceModel;
import io.mudlark.process.live.Deviation;
import io.mudlark.process.live.OnlineChecker;
import io.mudlark.process.log.EventLog;
import io.mudlark.process.log.LogEvent;
import io.mudlark.process.log.Trace;
import io.mudlark.process.log.VariantLog;
import io.mudlark.process.model.PetriNet;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Every case of a log held against a model. */
public final class CaseVerdicts {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final EventLog log;
  private final TokenReplay.Result replay;
  private final Alignments.Result alignments;
  private final Map<List<String>, Integer> variants = new HashMap<>();
  private final Map<String, List<Deviation>> deviations = new LinkedHashMap<>();
  private final boolean checked;

  private CaseVerdicts(EventLog log, PetriNet net, @Nullable ConformanceModel checks) {
    this.log = log;
    this.checked = checks != null;
    VariantLog variantLog = VariantLog.of(log);
    this.replay = new TokenReplay(net).replay(variantLog);
    this.alignments = new Alignments(net).align(variantLog);
    for (int v = 0; v < variantLog.variantCount(); v++) {
      variants.put(variantLog.names(v), v);
    }
    if (checks != null) {
      OnlineChecker checker = new OnlineChecker(checks);
      log.traces().forEach(trace -> deviations.put(trace.caseId(), check(checker, trace)));
    }
  }

  /**
   * Checks a log.
   *
   * @param checks the learned model whose online checks are to run too, or null
   */
  public static CaseVerdicts of(EventLog log, PetriNet net, @Nullable ConformanceModel checks) {
    return new CaseVerdicts(log, net, checks);
  }

  private static List<Deviation> check(OnlineChecker checker, Trace trace) {
    CaseState state = checker.open(trace.caseId());
    List<Deviation> found = new ArrayList<>();
    for (LogEvent event : trace.events()) {
      found.addAll(checker.onEvent(state, event.activity(), event.timeNanos()));
    }
    found.addAll(checker.onClose(state, state.lastNanos()));
    return found;
  }

  public TokenReplay.Result replay() {
    return replay;
  }

  public Alignments.Result alignments() {
    return alignments;
  }

  /** How many cases each online check flags, and any of them. */
  public Map<String, String> figures() {
    Map<String, String> figures = new LinkedHashMap<>();
    if (!checked) {
      return figures;
    }
    Map<Check, Integer> counts = new EnumMap<>(Check.class);
    int any = 0;
    for (List<Deviation> found : deviations.values()) {
      any += found.isEmpty() ? 0 : 1;
      found.forEach(deviation -> counts.merge(deviation.check(), 1, Integer::sum));
    }
    counts.forEach((check, n) -> figures.put("Cases flagged, " + words(check), String.valueOf(n)));
    figures.put("Cases flagged by any check", any + " of " + deviations.size());
    return figures;
  }

  /** A check's name for people. */
  static String words(Check check) {
    return check.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
  }

  /** Writes a line for each case that deviates: tokens, moves, checks. */
  public void write(Path file) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      for (Trace trace : log.traces()) {
        ReplayCounts counts = replay.variants().get(variant(trace));
        List<Deviation> found = deviations.getOrDefault(trace.caseId(), List.of());
        if (!counts.conforms() || !found.isEmpty()) {
          out.write(line(trace, counts, found).toString());
          out.write('\n');
        }
      }
    }
  }

  private int variant(Trace trace) {
    return variants.getOrDefault(trace.activities(), 0);
  }

  private ObjectNode line(Trace trace, ReplayCounts counts, List<Deviation> found) {
    ObjectNode line = JSON.createObjectNode().put("case", trace.caseId());
    line.putObject("replay")
        .put("missing", counts.missing())
        .put("remaining", counts.remaining())
        .put("unknown", counts.unknown())
        .put("fitness", counts.fitness());
    Alignment alignment = alignments.variants().get(variant(trace));
    ObjectNode aligned = line.putObject("alignment");
    aligned.put("status", alignment.status().name());
    if (alignment.isComputed()) {
      aligned.put("cost", alignment.cost());
      ArrayNode moves = aligned.putArray("moves");
      for (Alignment.Move move : alignment.moves()) {
        if (move.kind() == Alignment.Kind.LOG_ONLY || move.kind() == Alignment.Kind.MODEL_ONLY) {
          moves.addObject().put("kind", move.kind().name()).put("activity", move.activity());
        }
      }
    }
    ArrayNode checks = line.putArray("checks");
    for (Deviation deviation : found) {
      ObjectNode one = checks.addObject();
      one.put("check", deviation.check().name()).put("step", deviation.step());
      one.put("activity", deviation.activity());
      ArrayNode expected = one.putArray("expected");
      deviation.expected().forEach(expected::add);
    }
    return line;
  }
}
