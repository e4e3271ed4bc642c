package io.mudlark.mud.match;

import io.mudlark.flow.IpAddress;
import io.mudlark.flow.MacAddress;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The known devices of one site by address, with their MUD URLs: who a peer is. */
public final class PeerDirectory {
  /** Knows nobody. */
  public static final PeerDirectory EMPTY = new Builder().build();

  private final Map<MacAddress, String> byMac;
  private final Map<IpAddress, String> byAddress;

  private PeerDirectory(Map<MacAddress, String> byMac, Map<IpAddress, String> byAddress) {
    this.byMac = byMac;
    this.byAddress = byAddress;
  }

  /**
   * The MUD URL of a peer, or null when it is no known device with a profile. The MAC on the wire
   * is the peer's own only when the peer is on the link, so the IP address is asked first.
   */
  public @Nullable String mudUrl(IpAddress address, @Nullable MacAddress mac) {
    String url = byAddress.get(address);
    return url != null || mac == null ? url : byMac.get(mac);
  }

  /** Collects the devices of a site. */
  public static final class Builder {
    private final Map<MacAddress, String> byMac = new HashMap<>();
    private final Map<IpAddress, String> byAddress = new HashMap<>();

    /** Adds a device; a later one with the same address replaces it. */
    public Builder add(@Nullable MacAddress mac, Iterable<IpAddress> addresses, String mudUrl) {
      if (mac != null) {
        byMac.put(mac, mudUrl);
      }
      addresses.forEach(address -> byAddress.put(address, mudUrl));
      return this;
    }

    public PeerDirectory build() {
      return new PeerDirectory(Map.copyOf(byMac), Map.copyOf(byAddress));
    }
  }
}
