package io.mudlark.mudscope.evolution;

import io.mudlark.cluster.feed.FeedComparison;
import io.mudlark.mrt.FeedMetrics;
import io.mudlark.mudscope.characterize.StageResult;
import io.mudlark.mudscope.input.UnusableInput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The stage as a whole: characterizations of one device in, its feed out. */
public final class EvolutionStage {
  private final boolean compat;
  private final Consumer<String> problem;
  private final Consumer<String> warning;

  /**
   * @param compat the original's form: a window that is all noise, and a single window, are refused
   * @param problem told of each file that is not used
   * @param warning told of what is odd but used
   */
  public EvolutionStage(boolean compat, Consumer<String> problem, Consumer<String> warning) {
    this.compat = compat;
    this.problem = problem;
    this.warning = warning;
  }

  /**
   * Writes the feed of these windows, in whatever order they are given.
   *
   * @return the rows written and the files, or pairs of windows, that could not be used
   */
  public StageResult run(List<Path> inputs, Path output) throws IOException {
    List<WindowFile> windows = new ArrayList<>();
    int problems = 0;
    for (Path input : inputs) {
      try {
        windows.add(WindowFileReader.read(input));
      } catch (UnusableInput e) {
        problem.accept(String.valueOf(e.getMessage()));
        problems++;
      }
    }
    WindowSequence order = new WindowSequence(compat, warning);
    List<WindowFile> sequence = order.order(windows);
    for (UnusableInput refused : order.refused()) {
      problem.accept(String.valueOf(refused.getMessage()));
      problems++;
    }
    if (sequence.isEmpty() || (compat && sequence.size() < 2)) {
      throw new UnusableInput(output, "not written: fewer than " + (compat ? 2 : 1) + " windows");
    }
    List<FeedMetrics> feed = new ArrayList<>();
    problems += compare(sequence, feed);
    write(output, FeedCsv.text(feed));
    return new StageResult(feed.size(), problems);
  }

  private int compare(List<WindowFile> sequence, List<FeedMetrics> feed) {
    int problems = 0;
    for (int i = 0; i + 1 < sequence.size(); i++) {
      WindowFile before = sequence.get(i);
      WindowFile after = sequence.get(i + 1);
      if (compat && !before.hasCluster(0)) {
        problem.accept(before.file() + ": /clusters/0: is missing, the window is all noise");
        problems++;
        continue;
      }
      feed.add(FeedComparison.between(before.feedWindow(), after.feedWindow(), before.features()));
    }
    return problems;
  }

  private static void write(Path output, String text) throws IOException {
    Path folder = output.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Files.writeString(output, text, StandardCharsets.UTF_8);
  }
}
