package io.mudlark.cluster.feature;

import io.mudlark.flow.IpAddress;

/** How far away the other end of a flow is, from its address alone. */
public enum PeerScope {
  /** Multicast and limited broadcast. */
  GROUP(-1),
  /** Private, unique local, link-local, loopback and unspecified unicast addresses. */
  LOCAL(0),
  /** All other unicast addresses. */
  PUBLIC(1);

  private final int code;

  PeerScope(int code) {
    this.code = code;
  }

  /** The fixed number used as a feature. */
  public int code() {
    return code;
  }

  public static PeerScope of(IpAddress address) {
    if (address.isMulticast() || address.isLimitedBroadcast()) {
      return GROUP;
    }
    boolean local =
        address.isPrivate()
            || address.isLinkLocal()
            || address.isLoopback()
            || address.isUnspecified();
    return local ? LOCAL : PUBLIC;
  }
}
