package io.mudlark.generator.network;

import io.mudlark.flow.IpAddress;
import io.mudlark.flow.MacAddress;

/** A host of a site: a device, a telephone, a server, the gateway. */
public final class Station {
  private static final int FIRST_EPHEMERAL = 49_152;
  private static final int EPHEMERAL_PORTS = 65_536 - FIRST_EPHEMERAL;

  private final String name;
  private final MacAddress mac;
  private final IpAddress v4;
  private final IpAddress v6;
  private int ports;

  /**
   * A host with one address of each family, whether or not it uses both.
   *
   * @param ports where it starts among the ephemeral ports
   */
  public Station(String name, MacAddress mac, IpAddress v4, IpAddress v6, int ports) {
    this.name = name;
    this.mac = mac;
    this.v4 = v4;
    this.v6 = v6;
    this.ports = ports;
  }

  public String name() {
    return name;
  }

  public MacAddress mac() {
    return mac;
  }

  public IpAddress v4() {
    return v4;
  }

  public IpAddress v6() {
    return v6;
  }

  public Endpoint end4() {
    return new Endpoint(mac, v4);
  }

  public Endpoint end6() {
    return new Endpoint(mac, v6);
  }

  /** Its end of the same family as {@code other}. */
  public Endpoint endTowards(IpAddress other) {
    return other.isV4() ? end4() : end6();
  }

  /** The next ephemeral port (RFC 6335 6), in turn. */
  public int nextPort() {
    return FIRST_EPHEMERAL + Math.floorMod(ports++, EPHEMERAL_PORTS);
  }

  /** Its link-local IPv6 address, from its MAC by RFC 4291 appendix A. */
  public IpAddress linkLocal() {
    long value = mac.value() ^ 0x0200_0000_0000L;
    long identifier = (value >>> 24 << 40) | 0xFF_FE00_0000L | (value & 0xFF_FFFFL);
    return IpAddress.v6(0xFE80_0000_0000_0000L, identifier);
  }
}
