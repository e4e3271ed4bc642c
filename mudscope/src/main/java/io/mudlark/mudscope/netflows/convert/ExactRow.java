package io.mudlark.mudscope.netflows.convert;

import io.mudlark.flow.FlowKey;
import io.mudlark.flow.FlowRecord;
import io.mudlark.flow.IpProtocol;
import io.mudlark.flow.TcpFlags;
import io.mudlark.mudscope.netflows.FlowLine;
import io.mudlark.mudscope.netflows.nfdump.NfdumpProtocols;

/** Turns a flow record into the 31 columns, exactly. */
final class ExactRow {
  private static final String DIRECTION = "I";
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double BITS_PER_OCTET = 8;

  /** Codes are below 256, so that three decimals keep 3.1 and 3.10 apart as 3.001 and 3.010. */
  private static final double CODE_SCALE = 1000;

  private ExactRow() {}

  static FlowLine of(FlowRecord flow, Latencies.Millis latency) {
    FlowKey key = flow.key();
    double seconds = (flow.endNanos() - flow.startNanos()) / NANOS_PER_SECOND;
    int flags = flow.tcpFlags();
    boolean tcp = key.protocol() == IpProtocol.TCP;
    double packets = flow.forward().packets();
    double octets = flow.forward().octets();
    return new FlowLine(
        flow.startNanos(),
        flow.endNanos(),
        seconds,
        NfdumpProtocols.name(key.protocol()).strip(),
        key.source().toString(),
        key.destination().toString(),
        key.isIcmp() ? 0 : key.sourcePort(),
        key.isIcmp() ? key.icmpType() + key.icmpCode() / CODE_SCALE : key.destinationPort(),
        0,
        0,
        packets,
        flow.reverse().packets(),
        octets,
        flow.reverse().octets(),
        tcp ? TcpFlags.format(flags) : "........",
        flags,
        flags,
        DIRECTION,
        rate(BITS_PER_OCTET * octets, seconds),
        rate(packets, seconds),
        rate(octets, packets),
        latency.client(),
        latency.server(),
        latency.application());
  }

  /** 0 where there is nothing to divide by, as in the original. */
  static double rate(double amount, double by) {
    return by == 0 ? 0 : amount / by;
  }
}
