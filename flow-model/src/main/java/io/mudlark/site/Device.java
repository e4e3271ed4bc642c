package io.mudlark.site;

import io.mudlark.flow.IpAddress;
import io.mudlark.flow.MacAddress;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A device that Mudlark watches: one line of the devices file.
 *
 * @param id its name and site
 * @param mac its MAC address, when known
 * @param addresses its fixed IP addresses, possibly none
 * @param mud what names its MUD profile: a MUD URL or the name of a MUD file; null when it has none
 */
public record Device(
    DeviceId id, @Nullable MacAddress mac, List<IpAddress> addresses, @Nullable String mud)
    implements Serializable {
  public Device {
    addresses = List.copyOf(addresses);
    if (mac == null && addresses.isEmpty()) {
      throw new IllegalArgumentException("device " + id + " has neither a MAC nor an IP address");
    }
  }
}
