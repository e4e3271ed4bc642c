package io.mudlark.mud.testing;

import io.mudlark.flow.Counters;
import io.mudlark.flow.EndReason;
import io.mudlark.flow.FlowId;
import io.mudlark.flow.FlowKey;
import io.mudlark.flow.FlowRecord;
import io.mudlark.flow.Initiation;
import io.mudlark.flow.IpAddress;
import io.mudlark.flow.IpProtocol;
import io.mudlark.flow.MacAddress;
import org.jspecify.annotations.Nullable;

/** Builds flows; a test states only what matters to it. */
public final class Flows {
  /** Start of every flow unless stated: 2026-01-01T00:00:00Z. */
  public static final long START = 1_767_225_600_000_000_000L;

  public static final long SECOND = 1_000_000_000L;

  private String source = "192.168.1.10";
  private String destination = "203.0.113.5";
  private int protocol = IpProtocol.TCP;
  private int sourcePort = 40_000;
  private int destinationPort = 443;
  private @Nullable String sourceMac;
  private @Nullable String destinationMac;
  private long start = START;
  private long end = START + SECOND;
  private long forward = 3;
  private long reverse;
  private boolean packetCounts = true;
  private int flags = 0x1B;
  private Initiation initiation = Initiation.SYN;

  private Flows() {}

  public static Flows tcp(String source, String destination, int port) {
    return new Flows().between(source, destination).to(port);
  }

  public static Flows udp(String source, int sourcePort, String destination, int port) {
    Flows flow = new Flows().between(source, destination).to(port).protocol(IpProtocol.UDP);
    flow.sourcePort = sourcePort;
    return flow;
  }

  public static Flows icmp(String source, String destination, int type, int code) {
    Flows flow = new Flows().between(source, destination).to(type * 256 + code);
    flow.sourcePort = 0;
    return flow.protocol(source.contains(":") ? IpProtocol.ICMPV6 : IpProtocol.ICMP);
  }

  public static Flows ip(int protocol, String source, String destination) {
    Flows flow = new Flows().between(source, destination).to(0).protocol(protocol);
    flow.sourcePort = 0;
    return flow;
  }

  private Flows between(String from, String to) {
    source = from;
    destination = to;
    return this;
  }

  private Flows to(int port) {
    destinationPort = port;
    return this;
  }

  private Flows protocol(int number) {
    protocol = number;
    initiation = number == IpProtocol.TCP ? Initiation.SYN : Initiation.FIRST_PACKET;
    flags = number == IpProtocol.TCP ? flags : 0;
    return this;
  }

  public Flows from(int port) {
    sourcePort = port;
    return this;
  }

  public Flows macs(@Nullable String from, @Nullable String to) {
    sourceMac = from;
    destinationMac = to;
    return this;
  }

  public Flows at(long startNanos, long endNanos) {
    start = startNanos;
    end = endNanos;
    return this;
  }

  /** The destination sent packets back. */
  public Flows answered() {
    reverse = 2;
    return this;
  }

  /** Only the destination sent packets. */
  public Flows onlyAnswers() {
    forward = 0;
    reverse = 2;
    return this;
  }

  /** Of an exporter that counts octets only. */
  public Flows withoutPacketCounts() {
    packetCounts = false;
    return this;
  }

  /** Of a firewall that denied it, or tells of its beginning. */
  public Flows uncounted() {
    forward = 0;
    reverse = 0;
    return this;
  }

  public Flows flags(int bits) {
    flags = bits;
    return this;
  }

  public Flows initiation(Initiation how) {
    initiation = how;
    return this;
  }

  public FlowRecord build() {
    FlowKey key =
        new FlowKey(
            FlowKey.NO_VLAN,
            IpAddress.parse(source),
            IpAddress.parse(destination),
            protocol,
            sourcePort,
            destinationPort);
    return new FlowRecord(
        FlowId.of("site", key, start, 0),
        "site",
        key,
        sourceMac == null ? null : MacAddress.parse(sourceMac),
        destinationMac == null ? null : MacAddress.parse(destinationMac),
        start,
        end,
        counters(forward),
        counters(reverse),
        initiation,
        EndReason.END_DETECTED);
  }

  private Counters counters(long packets) {
    return packets == 0
        ? Counters.NONE
        : new Counters(packetCounts ? packets : 0, packets * 100, flags, start, end);
  }
}
