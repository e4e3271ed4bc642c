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
  private final ArrayList<Lease> leases;
  private transient @Nullable DeviceDirectory directory;

  /**
   * @param leases who had which address when, as {@link DeviceResolution} knows it
   */
  DeviceOwners(List<WatchedDevice> watched, List<Lease> leases) {
    this.devices = new ArrayList<>(watched.stream().map(WatchedDevice::device).toList());
    this.leases = new ArrayList<>(leases);
  }

  @Override
  public @Nullable DeviceId sourceOf(FlowRecord flow) {
    DeviceDirectory known = directory;
    if (known == null) {
      known = new DeviceDirectory(devices, leases);
      directory = known;
    }
    return known.find(
        flow.observationPoint(), flow.sourceMac(), flow.key().source(), flow.startNanos());
  }
}
