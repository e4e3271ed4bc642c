package io.mudlark.generator.attack;

import io.mudlark.flow.IpAddress;
import io.mudlark.flow.TcpFlags;
import io.mudlark.generator.network.Endpoint;
import io.mudlark.generator.network.Wire;
import io.mudlark.generator.packet.Payload;
import io.mudlark.generator.packet.TcpSegment;
import io.mudlark.generator.timeline.Chance;
import io.mudlark.generator.truth.Flow;

/**
 * A far host that sends a SYN to port after port of a device, in no order, and never completes a
 * connection. A device behind a filter stays silent and every probe is repeated once; another
 * answers with RST.
 *
 * @param scanner where the probes come from
 * @param ports how many ports are tried, from 1 on, shuffled
 * @param answered whether the device answers
 */
public record SynScan(IpAddress scanner, int ports, boolean answered) implements Attack {
  private static final long MILLI = 1_000_000L;
  private static final long REPEAT_NANOS = 1_100 * MILLI;

  public SynScan {
    if (ports < 1 || ports > 65_535) {
      throw new IllegalArgumentException("a scan tries 1 to 65535 ports, not " + ports);
    }
  }

  @Override
  public String type() {
    return "syn-scan";
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
      probe(engagement, at, sourcePort, port);
      if (!answered) {
        // nmap repeats a lost probe from the next source port.
        probe(engagement, at + REPEAT_NANOS, sourcePort + 1, port);
      }
    }
  }

  private void probe(Engagement engagement, long at, int sourcePort, int port) {
    engagement.habitat().timeline().at(at, now -> send(engagement, now, sourcePort, port));
  }

  private void send(Engagement engagement, long now, int sourcePort, int port) {
    Wire wire = engagement.habitat().wire();
    Endpoint from = engagement.habitat().site().far(scanner);
    Flow flow = wire.tcp(from, sourcePort, engagement.device().end4(), port, engagement.episode());
    int sequence = engagement.chance().nextInt();
    // nmap's window and its lone MSS option
    TcpSegment syn = new TcpSegment(TcpFlags.SYN, sequence, 0, 1_024, 1_460);
    wire.send(now, flow, true, syn, Payload.NONE);
    if (!answered) {
      wire.close(flow);
      return;
    }
    engagement
        .habitat()
        .timeline()
        .at(
            now + engagement.chance().around(MILLI / 2, 60),
            then -> {
              TcpSegment reset = new TcpSegment(TcpFlags.RST | TcpFlags.ACK, 0, sequence + 1, 0, 0);
              wire.send(then, flow, false, reset, Payload.NONE);
              wire.close(flow);
            });
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
