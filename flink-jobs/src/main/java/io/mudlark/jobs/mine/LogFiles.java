package io.mudlark.jobs.mine;

import io.mudlark.jobs.config.ConfigException;
import io.mudlark.jobs.config.Reasons;
import io.mudlark.process.log.CsvColumns;
import io.mudlark.process.log.CsvLogReader;
import io.mudlark.process.log.EventLog;
import io.mudlark.process.log.LogEvent;
import io.mudlark.process.log.Trace;
import io.mudlark.process.log.XesReader;
import io.mudlark.process.mqtt.FlowDocumentReader;
import io.mudlark.process.mqtt.FlowMapping;
import io.mudlark.process.mqtt.FlowRowReader;
import io.mudlark.process.mqtt.MqttExchange;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads event logs (XES, CSV) and MQTT exchanges (flow rows, flow documents, captures). */
public final class LogFiles {
  /** Object-centric logs, which have many cases an event, and the ancestor of XES. */
  private static final List<String> OTHER_LOGS =
      List.of(".jsonocel", ".xmlocel", ".ocel", ".sqlite", ".mxml", ".mxml.gz");

  private static final int HEADER_LIMIT = 1 << 16;

  /** The site of captures of which nobody said where they were made. */
  private static final String SOME_SITE = "capture";

  private final CsvColumns columns;
  private final String site;
  private final Consumer<String> problems;
  private final EventLog.Collector log = new EventLog.Collector();
  private final List<MqttExchange> exchanges = new ArrayList<>();
  private boolean isLog;

  /**
   * A reader.
   *
   * @param columns of event logs in CSV
   * @param problems takes one line for each input that could be read in part only
   */
  public LogFiles(CsvColumns columns, Consumer<String> problems) {
    this(columns, null, problems);
  }

  /**
   * A reader of captures of one site.
   *
   * @param columns of event logs in CSV
   * @param site where captures were made, so that exchanges have the ids that a run gives them
   *     there; null when nobody said
   * @param problems takes one line for each input that could be read in part only
   */
  public LogFiles(CsvColumns columns, @Nullable String site, Consumer<String> problems) {
    this.columns = columns;
    this.site = site == null ? SOME_SITE : site;
    this.problems = problems;
  }

  /**
   * Reads files, which must be event logs all, or exchanges all.
   *
   * @param infer whether correlation data is to be ignored
   * @throws ConfigException when a file cannot be read, or holds nothing to work on
   */
  public MineInput read(List<Path> files, FlowMapping mapping, boolean infer)
      throws ConfigException {
    for (Path file : files) {
      try {
        read(file);
      } catch (IOException e) {
        String reason = Reasons.of(e);
        String name = file.getFileName().toString();
        throw new ConfigException(reason.startsWith(name) ? reason : file + ": " + reason, e);
      }
    }
    if (isLog && !exchanges.isEmpty()) {
      throw new ConfigException("event logs and MQTT exchanges cannot be mined together");
    }
    if (isLog && infer) {
      throw new ConfigException("--infer needs MQTT exchanges; an event log names its cases");
    }
    MineInput input =
        isLog
            ? new MineInput(log.log().sortedByTime(), List.of(), mapping)
            : MineInput.of(exchanges, mapping, infer);
    if (input.log().traces().isEmpty()) {
      throw new ConfigException(
          files.get(0)
              + (isLog || infer || exchanges.isEmpty()
                  ? ": no events"
                  : ": none of "
                      + exchanges.size()
                      + " MQTT exchanges has correlation data; --infer tells cases without it"));
    }
    return input;
  }

  private void read(Path file) throws IOException, ConfigException {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".xes") || name.endsWith(".xes.gz")) {
      add(new XesReader().read(file));
    } else if (name.endsWith(".json") || name.endsWith(".jsonl")) {
      exchanges.addAll(new FlowDocumentReader().read(file));
    } else if (name.endsWith(".csv")) {
      readTable(file);
    } else if (OTHER_LOGS.stream().anyMatch(name::endsWith)) {
      throw new ConfigException(file + ": logs of this kind are not read: make it XES or CSV");
    } else {
      exchanges.addAll(CapturedExchanges.read(file, site, problems));
    }
  }

  private void readTable(Path file) throws IOException {
    String header = header(file);
    if (header.contains("mqttControlType")) {
      exchanges.addAll(new FlowRowReader().read(file));
      return;
    }
    char separator = header.contains(",") ? ',' : header.contains(";") ? ';' : '\t';
    add(new CsvLogReader(columns.separatedBy(separator)).read(file));
  }

  private static String header(Path file) throws IOException {
    try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      StringBuilder header = new StringBuilder();
      for (int c = in.read(); c >= 0 && c != '\n' && header.length() < HEADER_LIMIT; ) {
        header.append((char) c);
        c = in.read();
      }
      return header.toString();
    }
  }

  private void add(EventLog more) {
    isLog = true;
    for (Trace trace : more.traces()) {
      for (LogEvent event : trace.events()) {
        log.add(trace.caseId(), event);
      }
    }
  }
}
