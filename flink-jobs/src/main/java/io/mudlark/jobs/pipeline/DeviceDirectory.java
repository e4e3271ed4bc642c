package io.mudlark.jobs.pipeline;

import io.mudlark.flow.IpAddress;
import io.mudlark.flow.MacAddress;
import io.mudlark.site.Device;
import io.mudlark.site.DeviceId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the device behind an end of a flow: by its MAC address, else by who had its IP address
 * leased at the time, else by its fixed IP address; all at its own site.
 */
public final class DeviceDirectory {
  private final Map<String, Map<MacAddress, DeviceId>> byMac = new HashMap<>();
  private final Map<String, Map<IpAddress, DeviceId>> byAddress = new HashMap<>();
  private final Map<String, List<DeviceId>> bySite = new HashMap<>();

  private final LeaseTable leases;

  public DeviceDirectory(List<Device> devices) {
    this(devices, List.of());
  }

  /**
   * A directory that knows who had an address when.
   *
   * @param leases they win over the addresses in the list of devices
   */
  public DeviceDirectory(List<Device> devices, List<Lease> leases) {
    this.leases = new LeaseTable(leases);
    for (Device device : devices) {
      String site = device.id().site();
      bySite.computeIfAbsent(site, s -> new ArrayList<>()).add(device.id());
      MacAddress mac = device.mac();
      if (mac != null) {
        byMac.computeIfAbsent(site, s -> new HashMap<>()).put(mac, device.id());
      }
      for (IpAddress address : device.addresses()) {
        byAddress.computeIfAbsent(site, s -> new HashMap<>()).put(address, device.id());
      }
    }
  }

  /**
   * The device at one end, or null when it is none that is known.
   *
   * @param atNanos when the flow began: an address belongs to whom it was leased to then
   */
  public @Nullable DeviceId find(
      String site, @Nullable MacAddress mac, IpAddress address, long atNanos) {
    if (mac != null) {
      DeviceId device = byMac.getOrDefault(site, Map.of()).get(mac);
      if (device != null) {
        return device;
      }
    }
    MacAddress holder = leases.holder(site, address, atNanos);
    if (holder != null) {
      return byMac.getOrDefault(site, Map.of()).get(holder);
    }
    return byAddress.getOrDefault(site, Map.of()).get(address);
  }

  public List<DeviceId> at(String site) {
    return bySite.getOrDefault(site, List.of());
  }
}
