package io.mudlark.jobs.evaluate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes an evaluation as JSON, and as a page that can be read without a network. */
public final class EvaluationPage {
  /** The page's name in the folder. */
  public static final String FILE = "evaluation.html";

  private EvaluationPage() {}

  /** Writes both into a folder, which is made when it is not there. */
  public static void write(Evaluation evaluation, Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.write(
        folder.resolve("evaluation.txt"), EvaluationText.lines(evaluation), StandardCharsets.UTF_8);
  }
}
