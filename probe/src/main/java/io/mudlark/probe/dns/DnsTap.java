package io.mudlark.probe.dns;

import io.mudlark.flow.IpProtocol;
import io.mudlark.flow.NameBinding;
import io.mudlark.probe.packet.PacketView;
import java.util.function.Consumer;

/**
 * Picks DNS responses out of the packets: UDP, and TCP where a message fills one segment, from port
 * 53. Multicast DNS is left alone, since no host asked.
 */
public final class DnsTap {
  private static final int DNS = 53;

  private final DnsAnswerReader reader;
  private final Consumer<NameBinding> out;
  private long bindings;
  private long malformed;
  private long incomplete;

  public DnsTap(String observationPoint, Consumer<NameBinding> out) {
    this.reader = new DnsAnswerReader(observationPoint);
    this.out = out;
  }

  /** Looks at a metered packet. */
  public void accept(PacketView packet) {
    if (packet.sourcePort() != DNS || packet.payloadLength() == 0) {
      return;
    }
    int offset = packet.payloadOffset();
    int length = packet.payloadLength();
    if (packet.protocol() == IpProtocol.TCP) {
      int framed = length < 2 ? 0 : packet.buffer().getShort(offset) & 0xFFFF;
      if (framed != length - 2) {
        incomplete++;
        return;
      }
      offset += 2;
      length -= 2;
    } else if (packet.protocol() != IpProtocol.UDP) {
      return;
    }
    if (!packet.payloadWhole()) {
      incomplete++;
      return;
    }
    if (reader.read(packet, offset, length, this::count) == DnsOutcome.MALFORMED) {
      malformed++;
    }
  }

  private void count(NameBinding binding) {
    bindings++;
    out.accept(binding);
  }

  /** Bindings passed on so far. */
  public long bindings() {
    return bindings;
  }

  /** Messages from port 53 that are no well-formed DNS. */
  public long malformed() {
    return malformed;
  }

  /** Messages that were cut, fragmented or spread over TCP segments, and therefore not read. */
  public long incomplete() {
    return incomplete;
  }
}
