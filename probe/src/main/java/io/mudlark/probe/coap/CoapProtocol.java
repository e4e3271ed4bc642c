package io.mudlark.probe.coap;

import io.mudlark.probe.exchange.DatagramProtocol;
import io.mudlark.probe.exchange.ExchangePath;
import io.mudlark.probe.exchange.ExchangeTable;
import io.mudlark.probe.packet.PacketView;
import java.util.Set;
import java.util.function.ObjLongConsumer;

/** CoAP over UDP (RFC 7252). CoAP over DTLS (port 5684) is encrypted and not looked at. */
public final class CoapProtocol implements DatagramProtocol {
  /** The port of the scheme {@code coap}. */
  public static final int PORT = 5683;

  private final CoapReader reader = new CoapReader();
  private final CoapExchanges exchanges;
  private final Set<Integer> ports;

  /**
   * @param table where exchanges are kept open
   * @param ports UDP ports of servers
   */
  public CoapProtocol(ExchangeTable table, Set<Integer> ports) {
    this.exchanges = new CoapExchanges(table);
    this.ports = Set.copyOf(ports);
  }

  @Override
  public boolean isPort(int port) {
    return ports.contains(port);
  }

  @Override
  public boolean datagram(PacketView packet) {
    if (!packet.payloadWhole()) {
      exchanges.counts().add(CoapNote.INCOMPLETE);
      return false;
    }
    int octets = packet.payloadLength();
    CoapMessage message = reader.read(packet.buffer(), packet.payloadOffset(), octets);
    if (message == null) {
      exchanges.counts().add(CoapNote.MALFORMED);
      return false;
    }
    exchanges.accept(
        new Arrival(ExchangePath.of(packet), message, packet.timeNanos(), octets, true));
    return true;
  }

  @Override
  public void notes(ObjLongConsumer<String> sink) {
    exchanges.notes(sink);
  }
}
