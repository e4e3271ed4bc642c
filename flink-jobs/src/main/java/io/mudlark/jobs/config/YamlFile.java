package io.mudlark.jobs.config;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a YAML file, with the line of what is wrong in it. */
public final class YamlFile {
  /** A key that is there twice, or a second document, would win or lose without a word. */
  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private YamlFile() {}

  /**
   * Reads the whole file as a tree.
   *
   * @throws ConfigException when it cannot be read or is no YAML; the message names file and line
   */
  public static JsonNode read(Path file) throws ConfigException {
    try {
      return YAML.readTree(Files.readString(file));
    } catch (JacksonException e) {
      throw new ConfigException(
          file
              + ": line "
              + e.getLocation().getLineNr()
              + ": not YAML: "
              + e.getOriginalMessage().lines().findFirst().orElse(""),
          e);
    } catch (IOException e) {
      throw new ConfigException(Reasons.unreadable(file, e), e);
    }
  }
}
