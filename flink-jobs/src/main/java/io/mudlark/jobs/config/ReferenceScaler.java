package io.mudlark.jobs.config;

import io.mudlark.cluster.feature.FlowRow;
import io.mudlark.cluster.feature.Scaler;
import io.mudlark.flow.FlowRecord;
import io.mudlark.jobs.pipeline.DeviceDirectory;
import io.mudlark.mrt.JudgedFlow;
import io.mudlark.mrt.Verdict;
import io.mudlark.probe.meter.MeterConfig;
import io.mudlark.probe.point.ObservationPoint;
import io.mudlark.site.Device;
import io.mudlark.site.DeviceId;
import io.mudlark.site.Role;
import io.mudlark.source.flink.CaptureInput;
import io.mudlark.stream.Observation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Learns the scaling of the clustering features from captures of normal traffic. */
final class ReferenceScaler {
  /** More flows than that teach nothing new about a mean and a deviation. */
  private static final int MAX_FLOWS = 1_000_000;

  private static final String SITE = "reference";

  private ReferenceScaler() {}

  static Scaler learn(
      Path reference, List<Device> devices, MeterConfig meter, Consumer<String> problem)
      throws ConfigException {
    List<FlowRow> rows = new ArrayList<>();
    DeviceDirectory directory = atReference(devices);
    for (CaptureInput input : CaptureInputs.find(List.of(reference.toString()), SITE, problem)) {
      List<Path> files = input.files().stream().map(Path::of).toList();
      try (ObservationPoint point =
          ObservationPoint.open(input.site(), files, meter, p -> problem.accept(p.toString()))) {
        boolean more = true;
        while (more && rows.size() < MAX_FLOWS) {
          more = point.advance(observation -> collect(observation, directory, rows));
        }
      }
    }
    if (rows.size() < 2) {
      throw new ConfigException(
          reference + ": --reference holds fewer than two flows of the listed devices");
    }
    return Scaler.fit(rows);
  }

  private static void collect(
      Observation observation, DeviceDirectory devices, List<FlowRow> rows) {
    if (observation.kind() != Observation.Kind.FLOW) {
      return;
    }
    FlowRecord flow = Objects.requireNonNull(observation.flow());
    long start = flow.startNanos();
    add(devices.find(SITE, flow.sourceMac(), flow.key().source(), start), Role.SOURCE, flow, rows);
    add(
        devices.find(SITE, flow.destinationMac(), flow.key().destination(), start),
        Role.DESTINATION,
        flow,
        rows);
  }

  private static void add(
      @Nullable DeviceId device, Role role, FlowRecord flow, List<FlowRow> rows) {
    if (device != null) {
      rows.add(FlowRow.of(new JudgedFlow(device, role, flow, Verdict.UNPROFILED)));
    }
  }

  /** The same devices, wherever they stand, as if at the reference's one site. */
  private static DeviceDirectory atReference(List<Device> devices) {
    List<Device> moved = new ArrayList<>();
    for (Device device : devices) {
      DeviceId id = new DeviceId(SITE, device.id().toString());
      moved.add(new Device(id, device.mac(), device.addresses(), device.mud()));
    }
    return new DeviceDirectory(moved);
  }
}
