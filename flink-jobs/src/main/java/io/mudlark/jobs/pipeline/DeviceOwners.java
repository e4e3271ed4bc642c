package io.mudlark.jobs.pipeline;

import io.mudlark.flow.FlowRecord;
import io.mudlark.mud.flink.WatchedDevice;
import io.mudlark.process.flink.Owners;
import io.mudlark.site.Device;
import io.mudlark.site.DeviceId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the device that sent an exchange among those of a run. */
final class DeviceOwners implements Owners {
  private static final long serialVersionUID = 1L;

  private final ArrayList<Device> devices;
  private transient @Nullable DeviceDirectory directory;

  DeviceOwners(List<WatchedDevice> watched) {
    this.devices = new ArrayList<>(watched.stream().map(WatchedDevice::device).toList());
  }

  @Override
  public @Nullable DeviceId sourceOf(FlowRecord flow) {
    DeviceDirectory known = directory;
    if (known == null) {
      known = new DeviceDirectory(devices);
      directory = known;
    }
    return known.find(
        flow.observationPoint(), flow.sourceMac(), flow.key().source(), flow.startNanos());
  }
}
