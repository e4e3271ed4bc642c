package io.mudlark.site;

import java.io.Serializable;
import java.util.Comparator;

/**
 * The name of one device at one site: the key of everything that is kept per device.
 *
 * @param site the site's name
 * @param name the device's name, unique at its site
 */
public record DeviceId(String site, String name) implements Comparable<DeviceId>, Serializable {
  private static final Comparator<DeviceId> ORDER =
      Comparator.comparing(DeviceId::site).thenComparing(DeviceId::name);

  @Override
  public int compareTo(DeviceId other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return site + "/" + name;
  }
}
