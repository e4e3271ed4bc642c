package io.mudlark.jobs.evaluate;

import io.mudlark.generator.scenario.Generated;
import io.mudlark.jobs.config.ConfigException;
import io.mudlark.jobs.config.DevicesFile;
import io.mudlark.mudscope.input.UnusableInput;
import io.mudlark.mudscope.monitor.MonitorConfig;
import io.mudlark.mudscope.monitor.UnusualTime;
import io.mudlark.mudscope.pipeline.MudscopePipeline;
import io.mudlark.mudscope.pipeline.PipelineConfig;
import io.mudlark.mudscope.pipeline.PipelineConfig.DeviceJob;
import io.mudlark.mudscope.slice.CaptureSlicer;
import io.mudlark.site.Device;
import io.mudlark.site.DeviceId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * MUDscope's original chain over the traffic of a run, as {@code mudlark pipeline --compat
 * mudscope} does it: rules and scaler reference are learned from traffic without attacks, a minute
 * of a device's traffic is a window, and the monitor's rule says when its feed is unusual.
 */
final class MudscopeChain {
  private static final Duration WINDOW = Duration.ofSeconds(60);
  private static final double MILLIS = 1000;

  private final Generated traffic;
  private final Training quiet;
  private final Path folder;
  private final Map<DeviceId, DeviceJob> jobs = new TreeMap<>();

  private MudscopeChain(Generated traffic, Training quiet, Path folder) {
    this.traffic = traffic;
    this.quiet = quiet;
    this.folder = folder;
  }

  /**
   * The times in which the chain finds a device's feed unusual.
   *
   * @param quiet traffic of the same devices without attacks
   * @param folder takes captures and results
   */
  static List<Detection> of(Generated traffic, Training quiet, Path folder)
      throws IOException, ConfigException {
    MudscopeChain chain = new MudscopeChain(traffic, quiet, folder);
    chain.prepare();
    return chain.run();
  }

  private void prepare() throws IOException, ConfigException {
    List<Device> devices = DevicesFile.read(traffic.devices(), null);
    for (Map.Entry<String, Path> site : traffic.captures().entrySet()) {
      List<Device> here =
          devices.stream().filter(device -> device.id().site().equals(site.getKey())).toList();
      Path learned = Objects.requireNonNull(quiet.captures().get(site.getKey()));
      Map<DeviceId, Path> benign =
          DeviceCaptures.of(learned, here, folder.resolve("quiet").resolve(site.getKey()));
      Map<DeviceId, Path> watched =
          DeviceCaptures.of(
              site.getValue(), here, folder.resolve("traffic").resolve(site.getKey()));
      for (Device device : here) {
        Path capture = watched.get(device.id());
        Path learn = benign.get(device.id());
        if (capture != null && learn != null) {
          jobs.put(device.id(), job(device, capture, learn));
        }
      }
    }
  }

  private DeviceJob job(Device device, Path capture, Path learn)
      throws IOException, ConfigException {
    String name = Training.nameOf(device);
    Path windows = folder.resolve("windows").resolve(name);
    CaptureSlicer.slice(capture, windows.resolve("window.pcap"), WINDOW, line -> {});
    Path metadata = folder.resolve(name + ".json");
    Files.writeString(metadata, "{\"device_id\": \"" + name + "\", \"deployment_info\": {}}\n");
    return new DeviceJob(quiet.job(device, learn), windows, null, learn, metadata);
  }

  private List<Detection> run() throws IOException {
    Path out = folder.resolve("results");
    PipelineConfig config =
        new PipelineConfig(
            out, null, null, MonitorConfig.EXAMPLE_WATCHED, List.copyOf(jobs.values()));
    try {
      new MudscopePipeline(config, true, line -> {})
          .run(Runtime.getRuntime().availableProcessors(), Instant.EPOCH);
    } catch (UnusableInput e) {
      // no device has two windows with rejected flows: nothing is found
    }
    List<Detection> found = new ArrayList<>();
    for (Map.Entry<DeviceId, DeviceJob> job : jobs.entrySet()) {
      Path feed = out.resolve("evolution").resolve(job.getValue().job().deviceName() + ".csv");
      if (Files.exists(feed)) {
        MonitorConfig.Source source = new MonitorConfig.Source(job.getValue().metadata(), feed);
        for (UnusualTime time : UnusualTime.of(source, true)) {
          found.add(detection(job.getKey(), time));
        }
      }
    }
    return found;
  }

  private static Detection detection(DeviceId device, UnusualTime time) {
    long start = (long) (time.startSeconds() * MILLIS);
    long end = (long) (time.endSeconds() * MILLIS);
    return Detection.ofTraffic(device, new Span(start, Math.max(start, end)), end, "");
  }
}
