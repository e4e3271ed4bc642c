package io.mudlark.probe.exchange;

import io.mudlark.flow.FlowKey;
import io.mudlark.flow.Initiation;
import io.mudlark.flow.IpAddress;
import io.mudlark.flow.MacAddress;
import io.mudlark.probe.packet.PacketView;
import io.mudlark.probe.tcp.TcpConnection;
import org.jspecify.annotations.Nullable;

/**
 * Between whom an exchange takes place; "source" is who asks.
 *
 * @param key addresses, protocol and ports
 * @param sourceMac MAC address of who asks, when the link shows it
 * @param destinationMac MAC address of who answers
 * @param initiation how it is known that who asks opened the connection; unknown when who answers
 *     did, as with what an MQTT broker publishes to a subscriber
 */
public record ExchangePath(
    FlowKey key,
    @Nullable MacAddress sourceMac,
    @Nullable MacAddress destinationMac,
    Initiation initiation) {

  /** Requests that the client, or the server, of a TCP connection makes. */
  public static ExchangePath of(TcpConnection connection, boolean clientAsks) {
    return new ExchangePath(
        connection.key(clientAsks),
        connection.mac(clientAsks),
        connection.mac(!clientAsks),
        clientAsks ? connection.initiation() : Initiation.UNKNOWN);
  }

  /** A request that this datagram makes. */
  public static ExchangePath of(PacketView p) {
    return new ExchangePath(
        new FlowKey(
            p.vlanId(),
            new IpAddress(p.version(), p.sourceHigh(), p.sourceLow()),
            new IpAddress(p.version(), p.destinationHigh(), p.destinationLow()),
            p.protocol(),
            p.sourcePort(),
            p.destinationPort()),
        mac(p.sourceMac()),
        mac(p.destinationMac()),
        Initiation.FIRST_PACKET);
  }

  private static @Nullable MacAddress mac(long value) {
    return value == PacketView.NO_MAC ? null : new MacAddress(value);
  }
}
