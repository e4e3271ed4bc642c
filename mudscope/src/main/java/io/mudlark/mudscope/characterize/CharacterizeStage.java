package io.mudlark.mudscope.characterize;

import io.mudlark.cluster.feature.FlowRow;
import io.mudlark.cluster.feature.Scaler;
import io.mudlark.mudscope.characterize.WindowCharacterizer.NothingToCharacterize;
import io.mudlark.mudscope.input.UnusableInput;
import io.mudlark.mudscope.netflows.FlowCsv;
import io.mudlark.mudscope.netflows.FlowLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The stage as a whole: one flow table in, one characterization out, for any number of windows of
 * one device. Serves any number of threads.
 */
public final class CharacterizeStage {
  private final Deployment deployment;
  private final WindowCharacterizer characterizer;
  private final Path output;
  private final Instant added;

  private CharacterizeStage(
      Deployment deployment, WindowCharacterizer characterizer, Path output, Instant added) {
    this.deployment = deployment;
    this.characterizer = characterizer;
    this.output = output;
    this.added = added;
  }

  /**
   * Prepares the stage in the original's form and makes the output folder.
   *
   * @param metadata file with {@code device_id} and {@code deployment_info}
   * @param reference the scaler reference
   * @param output folder of the results
   * @param added the time that is written into them
   */
  public static CharacterizeStage compat(Path metadata, Path reference, Path output, Instant added)
      throws IOException {
    Deployment deployment = Deployment.read(metadata);
    CompatCharacterizer characterizer = new CompatCharacterizer(RankedReference.read(reference));
    Files.createDirectories(output);
    return new CharacterizeStage(deployment, characterizer, output, added);
  }

  /**
   * Prepares the stage with the stream's own features; the scaling is learnt from {@code reference}
   * if that is a clean flow table, and else is the one that comes with this version.
   *
   * @see #compat for the parameters
   */
  public static CharacterizeStage standard(
      Path metadata, Path reference, Path output, Instant added) throws IOException {
    Deployment deployment = Deployment.read(metadata);
    FixedCharacterizer characterizer = new FixedCharacterizer(scaler(reference));
    Files.createDirectories(output);
    return new CharacterizeStage(deployment, characterizer, output, added);
  }

  /** Whether a reference has lost ports and addresses, so that no fixed scaling is in it. */
  public static boolean isRanked(Path reference) throws IOException {
    return RankedReference.isScalerReference(reference);
  }

  private static Scaler scaler(Path reference) throws IOException {
    if (isRanked(reference)) {
      return Scaler.shipped();
    }
    List<FlowRow> rows = TableRows.ofReference(FlowCsv.read(reference));
    if (rows.isEmpty()) {
      throw new UnusableInput(reference, "holds no flows to learn a scaling from");
    }
    return Scaler.fit(rows);
  }

  /** Characterizes all windows; one that cannot be is told of, and the others follow. */
  public StageResult run(List<Path> tables, Consumer<String> problem) {
    int written = 0;
    Set<String> stems = new HashSet<>();
    for (Path table : tables) {
      try {
        if (!stems.add(stem(table))) {
          throw new UnusableInput(
              table, "another table's result is in " + output.resolve(stem(table) + ".json"));
        }
        characterize(table);
        written++;
      } catch (IOException e) {
        problem.accept(String.valueOf(e.getMessage()));
      }
    }
    return new StageResult(written, tables.size() - written);
  }

  /**
   * Characterizes one window.
   *
   * @return the file written: the table's name with {@code .json} for its ending
   */
  public Path characterize(Path table) throws IOException {
    if (!Files.isRegularFile(table)) {
      throw new UnusableInput(table, Files.exists(table) ? "is no file" : "no such file");
    }
    return characterize(table, FlowCsv.read(table));
  }

  /** Characterizes one window whose flows are at hand; {@code table} names the result. */
  public Path characterize(Path table, List<FlowLine> flows) throws IOException {
    Path file = output.resolve(stem(table) + ".json");
    try {
      WindowJson.write(file, characterizer.characterize(deployment, flows), added);
    } catch (NothingToCharacterize e) {
      throw new UnusableInput(table, String.valueOf(e.getMessage()));
    }
    return file;
  }

  /** The name without folder and ending. */
  static String stem(Path file) {
    String name = String.valueOf(file.getFileName());
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }
}
