package io.mudlark.jobs.mine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mudlark.jobs.config.ConfigException;
import io.mudlark.jobs.config.Reasons;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/** The cases, and the exchanges, that the alerts of a run name. */
public final class AlertedCases {
  private static final ObjectMapper JSON = new ObjectMapper();

  private AlertedCases() {}

  /** Reads {@code alerts.jsonl}: names of cases, and ids of the exchanges given as evidence. */
  public static Set<String> read(Path alerts) throws ConfigException {
    Set<String> names = new TreeSet<>();
    int number = 0;
    try (BufferedReader in = Files.newBufferedReader(alerts, StandardCharsets.UTF_8)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        number++;
        JsonNode process = JSON.readTree(line).path("process");
        if (process.hasNonNull("case")) {
          names.add(process.path("case").asText());
        }
        process.path("flowIds").forEach(id -> names.add(id.asText()));
      }
    } catch (JsonProcessingException e) {
      throw new ConfigException(alerts + ": line " + number + ": no JSON object", e);
    } catch (IOException e) {
      throw new ConfigException(alerts + ": " + Reasons.of(e), e);
    }
    return names;
  }
}
