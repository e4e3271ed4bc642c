package io.mudlark.generator.attack;

import io.mudlark.flow.IpAddress;
import io.mudlark.flow.TcpFlags;
import io.mudlark.generator.packet.OctetWriter;
import io.mudlark.generator.packet.Payload;
import io.mudlark.generator.packet.TcpSegment;
import io.mudlark.generator.timeline.Chance;
import io.mudlark.generator.truth.Flow;

/**
 * A far host that tries port after port of a device, in no order, and never completes a connection.
 * A device behind a filter stays silent and every probe is repeated once; another answers that the
 * port is closed. How long the attack lasts makes it slow or fast.
 *
 * @param kind how a port is tried
 * @param scanner where the probes come from
 * @param ports how many ports are tried, from 1 on, shuffled
 * @param answered whether the device answers
 */
public record PortScan(ScanKind kind, IpAddress scanner, int ports, boolean answered)
    implements Attack {
  private static final long REPEAT_NANOS = 1_100_000_000L;
  private static final long ANSWER_NANOS = 500_000L;
  private static final int PORT_UNREACHABLE = 3 << 8 | 3;

  public PortScan {
    if (ports < 1 || ports > 65_535) {
      throw new IllegalArgumentException("a scan tries 1 to 65535 ports, not " + ports);
    }
  }

  @Override
  public String type() {
    return kind.label();
  }

  @Override
  public void launch(Engagement engagement) {
    Chance chance = engagement.chance();
    int[] order = shuffled(chance);
    int sourcePort = chance.between(32_768, 60_000);
    long step = (engagement.endNanos() - engagement.startNanos()) / ports;
    for (int i = 0; i < ports; i++) {
      int port = order[i];
      long at = engagement.startNanos() + i * step + chance.belowLong(Math.max(1, step / 2));
      engagement.at(at, now -> probe(engagement, now, sourcePort, port));
      if (!answered) {
        // nmap repeats a lost probe from the next source port.
        engagement.at(at + REPEAT_NANOS, now -> probe(engagement, now, sourcePort + 1, port));
      }
    }
  }

  private void probe(Engagement engagement, long now, int sourcePort, int port) {
    if (kind == ScanKind.UDP) {
      datagram(engagement, now, sourcePort, port);
      return;
    }
    Flow flow = engagement.tcpToDevice(scanner, sourcePort, port);
    int number = engagement.chance().nextInt();
    boolean acknowledges = kind == ScanKind.ACK;
    // nmap's window, and its lone MSS option on a SYN
    int option = kind == ScanKind.SYN ? 1_460 : 0;
    TcpSegment probe =
        new TcpSegment(kind.flags(), number, acknowledges ? number : 0, 1_024, option);
    engagement.wire().send(now, flow, true, probe, Payload.NONE);
    if (!answered) {
      engagement.wire().close(flow);
      return;
    }
    TcpSegment reset =
        acknowledges
            ? new TcpSegment(TcpFlags.RST, number, 0, 0, 0)
            : new TcpSegment(TcpFlags.RST | TcpFlags.ACK, 0, number + 1, 0, 0);
    engagement.at(
        now + engagement.chance().around(ANSWER_NANOS, 60),
        then -> {
          engagement.wire().send(then, flow, false, reset, Payload.NONE);
          engagement.wire().close(flow);
        });
  }

  private void datagram(Engagement engagement, long now, int sourcePort, int port) {
    Flow flow =
        engagement
            .wire()
            .udp(
                engagement.far(scanner),
                sourcePort,
                engagement.device().end4(),
                port,
                engagement.episode());
    engagement.wire().send(now, flow, true, Payload.NONE);
    engagement.wire().close(flow);
    if (answered) {
      Flow answer =
          engagement
              .wire()
              .icmp(
                  engagement.device().end4(),
                  engagement.far(scanner),
                  PORT_UNREACHABLE,
                  engagement.episode());
      engagement.at(
          now + engagement.chance().around(ANSWER_NANOS, 60),
          then -> {
            byte[] body = quoted(engagement, sourcePort, port);
            engagement.wire().sendIcmp(then, answer, true, PORT_UNREACHABLE, body);
            engagement.wire().close(answer);
          });
    }
  }

  /** What an unreachable message carries: four empty octets and the head of what it is about. */
  private byte[] quoted(Engagement engagement, int sourcePort, int port) {
    OctetWriter out = new OctetWriter(32);
    out.u32(0).u16(0x4500).u16(28).u32(0x4000).u16(56 << 8 | 17).u16(0);
    out.address(scanner).address(engagement.device().v4());
    return out.u16(sourcePort).u16(port).u16(8).u16(0).toBytes();
  }

  private int[] shuffled(Chance chance) {
    int[] order = new int[ports];
    for (int i = 0; i < ports; i++) {
      int j = chance.below(i + 1);
      order[i] = order[j];
      order[j] = i + 1;
    }
    return order;
  }
}
