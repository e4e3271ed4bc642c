package io.mudlark.jobs.config;

import io.mudlark.ipfix.registry.InformationElement;
import io.mudlark.jobs.correlate.AlertSettings;
import io.mudlark.jobs.pipeline.MrtSettings;
import io.mudlark.probe.meter.MeterConfig;
import io.mudlark.process.flink.ModelFileSource;
import io.mudlark.source.flink.CaptureInput;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run that is ready to start: every file found and read.
 *
 * @param inputs the captures of each site
 * @param meter how packets become flows
 * @param settings of the pipeline
 * @param parallelism of the keyed operators
 * @param out the result folder
 * @param problems how many things could not be used and were told of
 * @param exports where flow exports come from; null for a run over captures
 * @param connections what it is connected to besides
 */
public record RunPlan(
    List<CaptureInput> inputs,
    MeterConfig meter,
    MrtSettings settings,
    int parallelism,
    Path out,
    int problems,
    @Nullable ExportPlan exports,
    Connections connections) {
  public RunPlan {
    inputs = List.copyOf(inputs);
  }

  /** The same run, with MQTT exchanges held against a process model. */
  public RunPlan withProcess(String model) {
    return with(settings.withProcess(model, exports == null ? List.of() : exports.leases()));
  }

  /** The same run, whose process model gives way to others. */
  public RunPlan withLaterModels(ModelFileSource models) {
    return with(settings.withLaterModels(models));
  }

  /** The same run, with other alerts. */
  public RunPlan withAlerts(AlertSettings alerts) {
    return with(settings.withAlerts(alerts));
  }

  /** The same run, knowing more information elements of exports. */
  public RunPlan withElements(List<InformationElement> elements) {
    ExportPlan more = exports == null ? null : exports.withElements(elements);
    return new RunPlan(inputs, meter, settings, parallelism, out, problems, more, connections);
  }

  private RunPlan with(MrtSettings other) {
    return new RunPlan(inputs, meter, other, parallelism, out, problems, exports, connections);
  }

  /** The same run, with results going to further places. */
  public RunPlan connected(Connections further) {
    return new RunPlan(inputs, meter, settings, parallelism, out, problems, exports, further);
  }

  /** A run whose results go to its folder alone. */
  public RunPlan(
      List<CaptureInput> inputs,
      MeterConfig meter,
      MrtSettings settings,
      int parallelism,
      Path out,
      int problems,
      @Nullable ExportPlan exports) {
    this(inputs, meter, settings, parallelism, out, problems, exports, Connections.NONE);
  }

  /** A run over captures. */
  public RunPlan(
      List<CaptureInput> inputs,
      MeterConfig meter,
      MrtSettings settings,
      int parallelism,
      Path out,
      int problems) {
    this(inputs, meter, settings, parallelism, out, problems, null);
  }
}
