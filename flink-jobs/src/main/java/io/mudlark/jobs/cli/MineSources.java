package io.mudlark.jobs.cli;

import io.mudlark.jobs.config.ConfigException;
import io.mudlark.jobs.mine.LogFiles;
import io.mudlark.jobs.mine.MineInput;
import io.mudlark.process.log.CsvColumns;
import io.mudlark.process.mqtt.ActivityForm;
import io.mudlark.process.mqtt.FlowMapping;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options that say what a {@code mine} command reads, and how flows become events. */
@SuppressWarnings("NullAway.Init") // picocli sets the files before they are used
final class MineSources {
  /** What names an activity. */
  enum Activity {
    source_topic,
    source_topic_destination;

    @Override
    public String toString() {
      return name().replace('_', '-');
    }
  }

  /** The originals whose oddities can be kept. */
  enum Compat {
    mission
  }

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description =
          "Event logs (.xes, .xes.gz, .csv), flow rows of the MISSION collector (.csv, .json,"
              + " .jsonl), or captures (any other name).")
  private List<Path> files;

  @Option(
      names = "--activity",
      paramLabel = "FORM",
      description =
          "What names the activity of an MQTT message: ${COMPLETION-CANDIDATES} (default: with the"
              + " destination, so that a new receiver is a new activity).")
  private @Nullable Activity activity;

  @Option(
      names = "--compat",
      paramLabel = "NAME",
      description =
          "Do as the original does, quirks included: ${COMPLETION-CANDIDATES}: source-topic"
              + " activities, misread fractions of a second, order of completion.")
  private @Nullable Compat compat;

  @Option(
      names = "--broker",
      split = ",",
      paramLabel = "ADDRESS:PORT",
      description = "MQTT brokers (default: whoever has port 1883 or 8883).")
  private List<String> brokers = List.of();

  @Option(
      names = "--infer",
      description = "Ignore correlation data; tell cases from who sends to whom, and when.")
  private boolean infer;

  @Option(
      names = "--columns",
      split = ",",
      arity = "1",
      paramLabel = "CASE,ACTIVITY,TIME",
      description =
          "Columns of event logs in CSV (default: case:concept:name,concept:name,time:timestamp).")
  private List<String> columns = List.of();

  MineInput read() throws ConfigException {
    return read(null);
  }

  /** Reads captures as of a site. */
  MineInput read(@Nullable String site) throws ConfigException {
    return new LogFiles(csvColumns(), site, Terminal::problem).read(files, mapping(), infer);
  }

  boolean infer() {
    return infer;
  }

  List<Path> files() {
    return files;
  }

  FlowMapping mapping() {
    boolean mission = compat == Compat.mission;
    boolean short_ = activity == null ? mission : activity == Activity.source_topic;
    return new FlowMapping(
        short_ ? ActivityForm.SOURCE_TOPIC : ActivityForm.SOURCE_TOPIC_DESTINATION,
        mission,
        Set.copyOf(brokers),
        "");
  }

  private CsvColumns csvColumns() throws ConfigException {
    if (columns.isEmpty()) {
      return CsvColumns.DEFAULT;
    }
    if (columns.size() != 3) {
      throw new ConfigException("--columns names three: CASE,ACTIVITY,TIME");
    }
    return new CsvColumns(
        ',', columns.get(0), columns.get(1), columns.get(2), "start_timestamp", "org:resource");
  }
}
