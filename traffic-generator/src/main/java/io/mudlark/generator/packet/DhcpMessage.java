package io.mudlark.generator.packet;

import io.mudlark.flow.IpAddress;
import io.mudlark.flow.MacAddress;
import java.nio.charset.StandardCharsets;

/** DHCP for IPv4 (RFC 2131), with the MUD URL of RFC 8520 10 in the client's messages. */
public final class DhcpMessage {
  /** The message types of RFC 2132 9.6 that are used here. */
  public enum Type {
    DISCOVER(1),
    OFFER(2),
    REQUEST(3),
    ACK(5);

    private final int code;

    Type(int code) {
      this.code = code;
    }
  }

  /** How long an address is lent. */
  public static final int LEASE_SECONDS = 86_400;

  private static final int MUD_URL = 161;

  private DhcpMessage() {}

  /**
   * What the client sends.
   *
   * @param lease the address it asks for, or 0.0.0.0 while it does not know
   * @param mudUrl its MUD URL, at most 255 octets; empty for none
   */
  public static Payload fromClient(
      Type type, int transaction, MacAddress client, IpAddress lease, String mudUrl) {
    OctetWriter out = new OctetWriter(1_024);
    fixed(out, 1, transaction, IpAddress.v4(0), client);
    return options(out, type, client, lease, mudUrl);
  }

  /** What the client sends to keep the address that it has (RFC 2131 4.3.2, RENEWING). */
  public static Payload renewal(int transaction, MacAddress client, IpAddress has, String mudUrl) {
    OctetWriter out = new OctetWriter(1_024);
    fixed(out, 1, transaction, IpAddress.v4(0), client);
    out.setU16(12, (int) (has.low() >>> 16)).setU16(14, (int) has.low());
    return options(out, Type.REQUEST, client, IpAddress.v4(0), mudUrl);
  }

  private static Payload options(
      OctetWriter out, Type type, MacAddress client, IpAddress lease, String mudUrl) {
    out.u8(53).u8(1).u8(type.code);
    out.u8(61).u8(7).u8(1).u48(client.value());
    if (!lease.isUnspecified()) {
      out.u8(50).u8(4).address(lease);
    }
    out.u8(55).u8(4).u8(1).u8(3).u8(6).u8(42);
    if (!mudUrl.isEmpty()) {
      byte[] url = mudUrl.getBytes(StandardCharsets.US_ASCII);
      out.u8(MUD_URL).u8(url.length).bytes(url);
    }
    out.u8(255);
    return Payload.of(out.toBytes());
  }

  /** What the server, which is also router, resolver and time server, sends. */
  public static Payload fromServer(
      Type type, int transaction, MacAddress client, IpAddress lease, IpAddress server) {
    OctetWriter out = new OctetWriter(1_024);
    fixed(out, 2, transaction, lease, client);
    out.u8(53).u8(1).u8(type.code);
    out.u8(54).u8(4).address(server);
    out.u8(51).u8(4).u32(LEASE_SECONDS);
    out.u8(1).u8(4).u32(0xFFFF_FF00L);
    out.u8(3).u8(4).address(server).u8(6).u8(4).address(server).u8(42).u8(4).address(server);
    out.u8(255);
    return Payload.of(out.toBytes());
  }

  private static void fixed(
      OctetWriter out, int operation, int transaction, IpAddress yours, MacAddress client) {
    out.u8(operation).u8(1).u8(6).u8(0).u32(transaction).u16(0).u16(0);
    out.u32(0).address(yours).u32(0).u32(0);
    out.u48(client.value()).zeros(10).zeros(64).zeros(128);
    out.u32(0x6382_5363L);
  }
}
