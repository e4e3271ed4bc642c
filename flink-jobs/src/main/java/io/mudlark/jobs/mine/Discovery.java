package io.mudlark.jobs.mine;

import io.mudlark.jobs.config.ConfigException;
import io.mudlark.process.discover.AlphaMiner;
import io.mudlark.process.discover.DirectlyFollows;
import io.mudlark.process.discover.HeuristicsMiner;
import io.mudlark.process.inductive.DirectlyFollowsMiner;
import io.mudlark.process.inductive.InductiveMiner;
import io.mudlark.process.log.EventLog;
import io.mudlark.process.log.VariantLog;
import io.mudlark.process.model.BpmnWriter;
import io.mudlark.process.model.PetriNet;
import io.mudlark.process.model.PnmlWriter;
import io.mudlark.process.model.ProcessTree;
import io.mudlark.process.model.PtmlWriter;
import io.mudlark.process.model.TreeToNet;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A model mined from a log.
 *
 * @param variants what it was mined from
 * @param graph its directly-follows graph
 * @param tree the process tree; null for miners that make none
 * @param net the Petri net
 */
public record Discovery(
    VariantLog variants, DirectlyFollows graph, @Nullable ProcessTree tree, PetriNet net) {
  /** The miners. */
  public enum Miner {
    inductive,
    imd,
    heuristics,
    alpha
  }

  /** Drawings that show at most so many activities. */
  private static final int SHOWN_ACTIVITIES = 150;

  /**
   * Mines a log.
   *
   * @param noise of the inductive miners, 0 to 1
   * @param dependency of the heuristics miner, 0 to 1
   */
  public static Discovery of(EventLog log, Miner miner, double noise, double dependency) {
    VariantLog variants = VariantLog.of(log);
    DirectlyFollows graph = DirectlyFollows.of(variants);
    return switch (miner) {
      case inductive -> ofTree(variants, graph, InductiveMiner.mine(variants, noise));
      case imd -> ofTree(variants, graph, DirectlyFollowsMiner.mine(graph, noise));
      case alpha -> new Discovery(variants, graph, null, AlphaMiner.mine(graph));
      case heuristics ->
          new Discovery(
              variants,
              graph,
              null,
              HeuristicsMiner.mine(variants, new HeuristicsMiner.Settings(dependency, 0.65, 0.5)));
    };
  }

  private static Discovery ofTree(VariantLog variants, DirectlyFollows graph, ProcessTree tree) {
    return new Discovery(variants, graph, tree, TreeToNet.convert(tree));
  }

  /**
   * Writes the model in the form that the file's name ends with: {@code .pnml}, {@code .ptml},
   * {@code .bpmn}.
   */
  public void write(Path file) throws IOException, ConfigException {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    boolean asTree = name.endsWith(".ptml") || name.endsWith(".bpmn");
    if (!asTree && !name.endsWith(".pnml")) {
      throw new ConfigException(file + ": --out ends in .pnml, .ptml or .bpmn");
    }
    if (asTree && tree == null) {
      throw new ConfigException(file + ": only inductive miners make trees; use .pnml");
    }
    try (Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      if (tree == null || !asTree) {
        PnmlWriter.write(net, out);
      } else if (name.endsWith(".ptml")) {
        PtmlWriter.write(tree, out);
      } else {
        BpmnWriter.write(tree, out);
      }
    }
  }

  /** Draws graph, net and, where there is a tree, BPMN into one HTML page. */
  public void draw(String title, Map<String, String> facts, Path file) throws IOException {
    Map<String, String> drawings = new LinkedHashMap<>();
    String left =
        graph.size() > SHOWN_ACTIVITIES
            ? " (the " + SHOWN_ACTIVITIES + " busiest of " + graph.size() + " activities)"
            : "";
    drawings.put(
        "Directly-follows graph" + left,
        ModelDrawings.directlyFollows(graph, SHOWN_ACTIVITIES).svg("Directly-follows graph"));
    if (tree != null) {
      draw(drawings, "BPMN", ModelDrawings.bpmn(tree));
    }
    draw(drawings, "Petri net", ModelDrawings.net(net));
    try (Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      ModelPage.write(title, facts, drawings, out);
    }
  }

  private static void draw(Map<String, String> drawings, String name, Drawing drawing) {
    String excess = drawing.excess();
    drawings.put(
        name, excess == null ? drawing.svg(name) : "<p>Too large to draw: " + excess + ".</p>");
  }
}
