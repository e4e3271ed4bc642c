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
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The cases, and the exchanges, that the alerts of a run name, by site. */
public final class AlertedCases {
  /** Longer lines are no alerts of ours. */
  private static final int MAX_LINE = 1 << 24;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;
  private final Map<String, Set<String>> names = new TreeMap<>();

  private AlertedCases(Path file) {
    this.file = file;
  }

  /** Reads {@code alerts.jsonl}: names of cases, and ids of the exchanges given as evidence. */
  public static AlertedCases read(Path file) throws ConfigException {
    AlertedCases alerted = new AlertedCases(file);
    int number = 0;
    try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        number++;
        alerted.add(line.length() > MAX_LINE ? null : JSON.readTree(line));
      }
    } catch (JsonProcessingException e) {
      throw new ConfigException(file + ": line " + number + ": no JSON object", e);
    } catch (IOException e) {
      throw new ConfigException(file + ": " + Reasons.of(e), e);
    }
    return alerted;
  }

  private void add(@Nullable JsonNode alert) throws ConfigException {
    if (alert == null || !alert.isObject()) {
      throw new ConfigException(file + ": holds a line that is no alert");
    }
    JsonNode process = alert.path("process");
    if (process.isObject()) {
      Set<String> ofSite =
          names.computeIfAbsent(alert.path("site").asText(), site -> new TreeSet<>());
      if (!process.path("case").asText().isEmpty()) {
        ofSite.add(process.path("case").asText());
      }
      process.path("flowIds").forEach(id -> ofSite.add(id.asText()));
    }
  }

  /**
   * The site whose alerts count: the one asked for, else the only one there is; null when the
   * alerts name none.
   *
   * @throws ConfigException when there are several and nobody said which: cases of two sites may
   *     have the same name
   */
  public @Nullable String site(@Nullable String asked) throws ConfigException {
    if (asked != null) {
      return asked;
    }
    if (names.size() > 1) {
      throw new ConfigException(
          file
              + ": alerts of the sites "
              + String.join(", ", names.keySet())
              + ": say with --site which of them this traffic is from");
    }
    return names.keySet().stream().filter(site -> !site.isEmpty()).findFirst().orElse(null);
  }

  /** What the alerts of a site name, and those that say no site. */
  public Set<String> names(@Nullable String site) {
    Set<String> all = new TreeSet<>(names.getOrDefault("", Set.of()));
    all.addAll(names.getOrDefault(site == null ? "" : site, Set.of()));
    return all;
  }
}
