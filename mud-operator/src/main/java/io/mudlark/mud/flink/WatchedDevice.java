package io.mudlark.mud.flink;

import io.mudlark.site.Device;
import org.jspecify.annotations.Nullable;

/**
 * A device with the MUD profile that it starts with.
 *
 * @param device name, site and addresses
 * @param mudUrl its MUD URL, by which later versions find it; null when it has none
 * @param json the text of its MUD file; null when it is unprofiled
 */
public record WatchedDevice(Device device, @Nullable String mudUrl, @Nullable String json) {
  public WatchedDevice {
    if (json != null && mudUrl == null) {
      throw new IllegalArgumentException("a profile without a MUD URL: " + device.id());
    }
  }

  /** A device without a profile. */
  public static WatchedDevice unprofiled(Device device) {
    return new WatchedDevice(device, null, null);
  }
}
