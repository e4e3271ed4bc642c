package io.mudlark.process.testing;

import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mudlark.process.log.CsvColumns;
import io.mudlark.process.log.CsvLogReader;
import io.mudlark.process.log.EventLog;
import io.mudlark.process.log.XesReader;
import io.mudlark.process.mqtt.ActivityForm;
import io.mudlark.process.mqtt.FlowMapping;
import io.mudlark.process.mqtt.FlowRowReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;

/** Where the logs and results of others lie, beside the project; absent ones skip a test. */
public final class SharedData {
  public static final Set<String> BROKERS = Set.of("127.0.0.1:1883");

  private SharedData() {}

  public static Path file(String inside) {
    Path shared = Path.of(System.getProperty("mudlark.root", "..")).resolve("../shared");
    if (!Files.isDirectory(shared)) {
      if ("1".equals(System.getenv("MUDLARK_STRICT"))) {
        fail("../shared is missing");
      }
      Assumptions.abort("../shared is not here");
    }
    return shared.resolve(inside);
  }

  public static Path log(String name) {
    return file("data/f_event_logs").resolve(name);
  }

  public static JsonNode golden(String name) throws IOException {
    return json(log("golden").resolve(name + ".pm4py-golden.json"));
  }

  public static JsonNode mission(String name) throws IOException {
    return json(file("golden/mission").resolve(name));
  }

  private static JsonNode json(Path file) throws IOException {
    return new ObjectMapper().readTree(file.toFile());
  }

  /** A log of the collection as its expected results were computed: sorted by time. */
  public static EventLog eventLog(String name) throws IOException {
    if (!name.endsWith(".csv")) {
      return new XesReader().read(log(name)).sortedByTime();
    }
    char separator = name.contains("broken") ? ';' : ',';
    CsvColumns columns = CsvColumns.DEFAULT.separatedBy(separator);
    return new CsvLogReader(columns).read(log(name)).sortedByTime();
  }

  /** MISSION's regenerated benign log. */
  public static EventLog benign(boolean notebookTimes) throws IOException {
    FlowMapping mapping = new FlowMapping(ActivityForm.SOURCE_TOPIC, notebookTimes, BROKERS, "");
    return mapping.log(new FlowRowReader().read(file("golden/mission/benign-flows.csv")));
  }
}
