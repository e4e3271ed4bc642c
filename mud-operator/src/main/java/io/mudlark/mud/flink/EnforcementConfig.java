package io.mudlark.mud.flink;

import io.mudlark.mud.match.HostsFile;
import io.mudlark.mud.match.NameTiming;
import io.mudlark.site.Site;
import java.io.Serializable;
import java.util.List;

/**
 * Everything enforcement knows from the start. Travels to the workers in a form of its own, since
 * the words of the model are not {@link Serializable}.
 *
 * @param sites the sites; one that is missing is known by name only
 * @param devices the devices of all sites
 * @param hosts names with fixed addresses
 * @param timing how long DNS answers count
 */
public record EnforcementConfig(
    List<Site> sites, List<WatchedDevice> devices, HostsFile hosts, NameTiming timing)
    implements Serializable {
  public EnforcementConfig {
    sites = List.copyOf(sites);
    devices = List.copyOf(devices);
  }

  private Object writeReplace() {
    return new EnforcementConfigForm(this);
  }
}
