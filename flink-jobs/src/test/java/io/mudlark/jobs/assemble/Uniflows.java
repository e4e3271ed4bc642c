package io.mudlark.jobs.assemble;

import io.mudlark.flow.Counters;
import io.mudlark.flow.EndReason;
import io.mudlark.flow.ExportOrigin;
import io.mudlark.flow.FlowId;
import io.mudlark.flow.FlowKey;
import io.mudlark.flow.FlowRecord;
import io.mudlark.flow.Initiation;
import io.mudlark.flow.IpAddress;
import io.mudlark.flow.IpProtocol;
import io.mudlark.flow.TcpFlags;

/** Uniflows for tests: times in milliseconds, one exporter unless said otherwise. */
final class Uniflows {
  static final int SYN_ACK_FIN = TcpFlags.SYN | TcpFlags.ACK | TcpFlags.FIN;

  private Uniflows() {}

  static FlowRecord tcp(String from, int fromPort, String to, int toPort, long start, long end) {
    return flow(
        key(IpProtocol.TCP, from, fromPort, to, toPort),
        start,
        end,
        SYN_ACK_FIN,
        Initiation.UNKNOWN,
        "udp:192.0.2.1");
  }

  static FlowRecord udp(String from, int fromPort, String to, int toPort, long start, long end) {
    return flow(
        key(IpProtocol.UDP, from, fromPort, to, toPort),
        start,
        end,
        0,
        Initiation.FIRST_PACKET,
        "udp:192.0.2.1");
  }

  static FlowRecord by(FlowRecord flow, String exporter) {
    return flow(
        flow.key(),
        flow.startNanos() / 1_000_000,
        flow.endNanos() / 1_000_000,
        flow.tcpFlags(),
        flow.initiation(),
        exporter);
  }

  static FlowKey key(int protocol, String from, int fromPort, String to, int toPort) {
    return new FlowKey(
        FlowKey.NO_VLAN, IpAddress.parse(from), IpAddress.parse(to), protocol, fromPort, toPort);
  }

  static FlowRecord flow(
      FlowKey key, long start, long end, int flags, Initiation initiation, String exporter) {
    long first = start * 1_000_000;
    long last = end * 1_000_000;
    return new FlowRecord(
        FlowId.of("home", key, first, (int) end),
        "home",
        key,
        null,
        null,
        first,
        last,
        new Counters(3, 300, flags, first, last),
        Counters.NONE,
        initiation,
        EndReason.END_DETECTED,
        new ExportOrigin(exporter, 0, 1),
        null);
  }
}
