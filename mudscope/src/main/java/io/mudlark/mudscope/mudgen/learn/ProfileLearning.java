package io.mudlark.mudscope.mudgen.learn;

import io.mudlark.mudscope.mudgen.CaptureJob;
import io.mudlark.mudscope.mudgen.ProfileFiles;
import io.mudlark.mudscope.mudgen.RuleRow;
import io.mudlark.probe.capture.CaptureReader;
import io.mudlark.probe.meter.MeterConfig;
import io.mudlark.probe.point.ObservationPoint;
import io.mudlark.stream.Observation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Consumer;

/**
 * Learns a MUD profile from the flows of a capture: both IP versions, peers by the names the device
 * asked for, TCP connections without their handshake too, but no scans.
 *
 * <p>The same capture gives the same files: the MUD file is dated by the capture's last packet.
 */
public final class ProfileLearning {
  private final FlowStudy study;
  private long lastNanos;

  private ProfileLearning(CaptureJob job) {
    study = new FlowStudy(job);
  }

  /**
   * Reads the capture and writes the profile's files below {@code output}.
   *
   * @param problems takes a line for each thing that is wrong but did not prevent a result
   * @throws IOException when the capture cannot be read at all or the files cannot be written
   */
  public static ProfileFiles learn(CaptureJob job, Path output, Consumer<String> problems)
      throws IOException {
    // Says at once what is wrong with a capture of which no packet can be read.
    CaptureReader.open(job.capture()).close();
    ProfileLearning learning = new ProfileLearning(job);
    try (ObservationPoint point =
        ObservationPoint.open(
            job.deviceName(),
            List.of(job.capture()),
            MeterConfig.DEFAULT,
            problem -> problems.accept(problem.toString()))) {
      while (point.advance(learning::take)) {
        // Everything happens in take.
      }
      learning.lastNanos = point.clockNanos();
    }
    if (learning.study.deviceFlows() == 0) {
      problems.accept(job.capture() + ": no flow from or to " + job.device());
    }
    if (learning.study.refused() > 0) {
      problems.accept(
          job.capture() + ": " + learning.study.refused() + " flows or names beyond the limits");
    }
    return learning.write(job, output);
  }

  private void take(Observation observation) {
    if (observation.flow() != null) {
      study.add(observation.flow());
    } else if (observation.binding() != null) {
      study.add(observation.binding());
    }
  }

  private ProfileFiles write(CaptureJob job, Path output) throws IOException {
    SortedMap<Service, FlowStudy.Studied> services = study.services();
    Entries entries = Entries.of(services);
    Map<String, String> macs =
        Map.of(
            RuleRow.DEVICE, job.device().toString(),
            RuleRow.GATEWAY, job.gatewayMac().toString());
    ProfileFiles files = ProfileFiles.in(output, job);
    files.write(
        Entries.flows(services, macs),
        entries.rules(),
        ProfileDocument.of(job, entries, Instant.ofEpochSecond(0, lastNanos)));
    return files;
  }
}
