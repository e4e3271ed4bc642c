package io.mudlark.source.datagram;

import io.mudlark.flow.IpAddress;
import io.mudlark.flow.IpProtocol;
import io.mudlark.probe.capture.CaptureReader;
import io.mudlark.probe.capture.CapturedPacket;
import io.mudlark.probe.capture.InputProblem;
import io.mudlark.probe.packet.Dissector;
import io.mudlark.probe.packet.Fate;
import io.mudlark.probe.packet.PacketView;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The export datagrams in a capture (pcap or pcapng, plain or gzip-compressed) of the traffic to a
 * collector.
 *
 * <p>Fragments are put together. The capture's time is the receive time; a packet without one has
 * that of the packet before. A datagram cut by the snapshot length is handed out as it is, for the
 * decoder to count.
 */
public final class CapturedExports implements DatagramReader {
  /** Where collectors listen by custom, and by IANA's table for IPFIX. */
  public static final Set<Integer> DEFAULT_PORTS = Set.of(2055, 2056, 4432, 4739, 9995, 9996);

  private static final int UDP_HEADER = 8;

  private final String site;
  private final Path file;
  private final Set<Integer> ports;
  private final CaptureReader reader;
  private final Dissector dissector = new Dissector();
  private final PacketView view = new PacketView();
  private final UdpReassembly reassembly = new UdpReassembly();
  private long packets;
  private long datagrams;
  private long cut;
  private long clockNanos;
  private boolean ended;

  private CapturedExports(String site, Path file, Set<Integer> ports, CaptureReader reader) {
    this.site = site;
    this.file = file;
    this.ports = Set.copyOf(ports);
    this.reader = reader;
  }

  /**
   * Opens a capture.
   *
   * @param ports UDP destination ports of collectors; empty for every UDP datagram
   * @throws io.mudlark.probe.capture.UnreadableCapture when no packet of it can be read
   */
  public static CapturedExports open(String site, Path file, Set<Integer> ports)
      throws IOException {
    return new CapturedExports(site, file, ports, CaptureReader.open(file));
  }

  @Override
  public @Nullable ExportDatagram next() {
    while (reader.next()) {
      packets++;
      CapturedPacket packet = reader.packet();
      if (packet.timeNanos() != CapturedPacket.NO_TIME) {
        clockNanos = packet.timeNanos();
      }
      if (dissector.dissect(packet, view) == Fate.METERED && view.protocol() == IpProtocol.UDP) {
        byte[] message = message();
        if (message != null) {
          datagrams++;
          return new ExportDatagram(site, SessionNames.ofUdp(source()), clockNanos, message);
        }
      }
    }
    ended = true;
    return null;
  }

  /** The payload of the UDP datagram that the current packet is or completes, if it is wanted. */
  private byte @Nullable [] message() {
    if (!view.payloadWhole() && UdpReassembly.isFragment(view)) {
      byte[] whole = reassembly.add(view);
      return whole == null ? null : unwrapped(whole);
    }
    if (!isWanted(view.destinationPort()) || view.payloadLength() == 0) {
      return null;
    }
    cut += view.payloadWhole() ? 0 : 1;
    byte[] payload = new byte[view.payloadLength()];
    view.buffer().get(view.payloadOffset(), payload);
    return payload;
  }

  private byte @Nullable [] unwrapped(byte[] udp) {
    if (udp.length <= UDP_HEADER || !isWanted((udp[2] & 0xFF) << 8 | (udp[3] & 0xFF))) {
      return null;
    }
    byte[] payload = new byte[udp.length - UDP_HEADER];
    System.arraycopy(udp, UDP_HEADER, payload, 0, payload.length);
    return payload;
  }

  private boolean isWanted(int port) {
    return ports.isEmpty() || ports.contains(port);
  }

  private IpAddress source() {
    return view.version() == 4
        ? IpAddress.v4((int) view.sourceLow())
        : IpAddress.v6(view.sourceHigh(), view.sourceLow());
  }

  /** Packets of the capture read so far. */
  public long packets() {
    return packets;
  }

  /** Datagrams handed out so far. */
  public long datagrams() {
    return datagrams;
  }

  /** Of these, how many the capture does not hold to their end. */
  public long cut() {
    return cut;
  }

  /** Fragmented datagrams of which a part is missing so far. */
  public long incomplete() {
    return reassembly.incomplete() + reassembly.open();
  }

  @Override
  public @Nullable String problem() {
    InputProblem problem = reader.problem();
    if (problem != null) {
      return problem.toString();
    }
    return ended && datagrams == 0 ? file + ": " + nothing() : null;
  }

  /** Which datagrams it has none of. */
  private String nothing() {
    return ports.isEmpty()
        ? "holds no UDP datagram"
        : "holds no datagram to the UDP ports "
            + ports.stream().sorted().map(String::valueOf).collect(Collectors.joining(", "));
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
