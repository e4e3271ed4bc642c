package io.mudlark.site;

import java.io.Serializable;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * The name of one device at one site: the key of everything that is kept per device.
 *
 * <p>Which worker has a device's state follows from its hash, and state is looked up by it several
 * times for every flow. So it is written out here: what Java generates for a record is not promised
 * to stay the same, and cost more than a quarter of the time of enforcement.
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
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof DeviceId that && name.equals(that.name) && site.equals(that.site));
  }

  @Override
  public int hashCode() {
    return 31 * site.hashCode() + name.hashCode();
  }

  @Override
  public String toString() {
    return site + "/" + name;
  }
}
