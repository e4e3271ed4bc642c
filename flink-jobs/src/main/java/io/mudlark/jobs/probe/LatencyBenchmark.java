package io.mudlark.jobs.probe;

import io.mudlark.flow.FlowRecord;
import io.mudlark.flow.application.MqttControl;
import io.mudlark.flow.application.MqttFacet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * MISSION's benchmark: simulated sensors put their send time into the correlation data, and each of
 * their messages becomes a row {@code start_time,export_time,latency,cpu_percent,memory_percent}. A
 * CONNECT of the client {@code DIVIDER} begins the next file, for ten flows a second more.
 */
public final class LatencyBenchmark implements Consumer<FlowRecord> {
  private static final String SENSOR = "temperature-sensor";
  private static final String DIVIDER = "DIVIDER";
  private static final int STEP = 10;
  private static final String HEADER = "start_time,export_time,latency,cpu_percent,memory_percent";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT);

  /** As {@code %Y-%m-%d %H:%M:%S.%f} of Python reads it: one to six digits of a second. */
  private static final DateTimeFormatter SENT =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 1, 6, true)
          .toFormatter(Locale.ROOT);

  private final Path folder;
  private final String name;
  private final Clock clock;
  private final MachineLoad load;
  private int flows;
  private long rows;

  /**
   * @param folder rows go to {@code FOLDER/NAME/NAME_flows=N.csv}
   * @param name base name of the files
   * @param clock with the time zone in which the sensors write their times
   */
  public LatencyBenchmark(Path folder, String name, Clock clock, MachineLoad load) {
    this.folder = folder.resolve(name);
    this.name = name;
    this.clock = clock;
    this.load = load;
  }

  /** Looks at a record that was exported just now. */
  @Override
  public void accept(FlowRecord flow) {
    if (!(flow.application() instanceof MqttFacet facet)) {
      return;
    }
    if (facet.control().type() == MqttControl.CONNECT && facet.sourceClient().equals(DIVIDER)) {
      flows += STEP;
      begin();
    } else if (facet.control().type() == MqttControl.PUBLISH
        && facet.sourceClient().contains(SENSOR)) {
      Instant sent = time(facet.correlation(), clock.getZone());
      if (sent != null) {
        row(sent, clock.instant());
      }
    }
  }

  private static @Nullable Instant time(String text, ZoneId zone) {
    try {
      return SENT.withZone(zone).parse(text, Instant::from);
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  private void row(Instant sent, Instant exported) {
    DateTimeFormatter format = TIME.withZone(clock.getZone());
    double latency = Duration.between(sent, exported).toNanos() / 1e9;
    String line =
        String.format(
            Locale.ROOT,
            "%s,%s,%.6f,%.1f,%.1f%n",
            format.format(sent),
            format.format(exported),
            latency,
            load.cpuPercent(),
            load.memoryPercent());
    try {
      Files.writeString(begin(), line, StandardOpenOption.APPEND);
      rows++;
    } catch (IOException e) {
      throw new UncheckedIOException(folder + ": cannot be written", e);
    }
  }

  /** The file for the present number of flows, with its header. */
  private Path begin() {
    Path file = folder.resolve(name + "_flows=" + flows + ".csv");
    try {
      Files.createDirectories(folder);
      if (!Files.exists(file)) {
        Files.writeString(file, HEADER + System.lineSeparator());
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": cannot be written", e);
    }
  }

  /** Rows written. */
  public long rows() {
    return rows;
  }
}
