package io.mudlark.generator;

import io.mudlark.generator.scenario.Generated;
import io.mudlark.generator.scenario.Scenario;
import io.mudlark.generator.scenario.ScenarioOptions;
import io.mudlark.generator.scenario.ScenarioReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The story of {@code ./mudlark demo}: a home and an office with cameras, plugs and thermostats; a
 * scan that spreads from one site to the other, a flood from a camera, a beacon, and a plant whose
 * process is broken by its own controller.
 */
public final class DemoScenario {
  private static final String RESOURCE = "demo.yaml";

  private DemoScenario() {}

  /** Writes the story into a folder. The same seed and options give the same bytes. */
  public static Generated writeTo(Path directory, long seed, ScenarioOptions options)
      throws IOException {
    return scenario().writeTo(directory, seed, options);
  }

  /** The story itself: ten minutes from 08:00 UTC on 2026-03-02. */
  public static Scenario scenario() throws IOException {
    try (InputStream in = DemoScenario.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new NoSuchFileException(RESOURCE);
      }
      return ScenarioReader.read(RESOURCE, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }
}
