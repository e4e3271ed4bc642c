package io.mudlark.source.testing;

import io.mudlark.flow.Counters;
import io.mudlark.flow.EndReason;
import io.mudlark.flow.FlowId;
import io.mudlark.flow.FlowKey;
import io.mudlark.flow.FlowRecord;
import io.mudlark.flow.Initiation;
import io.mudlark.flow.IpAddress;
import io.mudlark.ipfix.encode.FlowEncoder;
import io.mudlark.ipfix.encode.MessageEncoder;
import io.mudlark.ipfix.registry.ElementRegistry;
import io.mudlark.ipfix.wire.Protocol;
import io.mudlark.source.datagram.ExportDatagram;
import java.util.ArrayList;
import java.util.List;

/** An exporter that sends flows of one second each, with right sequence numbers. */
public final class Exports {
  /** 2026-01-01 00:00:00 UTC, when the first flow ends. */
  public static final long START_NANOS = 1_767_225_600_000_000_000L;

  public static final long SECOND = 1_000_000_000L;

  private final List<byte[]> messages = new ArrayList<>();
  private final MessageEncoder encoder;
  private final FlowEncoder flows;
  private long count;

  public Exports(long domain) {
    this(Protocol.IPFIX, domain);
  }

  public Exports(Protocol protocol, long domain) {
    encoder = new MessageEncoder(protocol, domain, 1400, ElementRegistry.standard(), messages::add);
    flows = new FlowEncoder(encoder, protocol, ElementRegistry.standard(), START_NANOS - SECOND);
  }

  /** Goes on from another sequence number, as after a restart of the exporter. */
  public void restart() {
    encoder.continueFrom(0);
  }

  /** One message with the templates alone. */
  public byte[] templates() {
    flows.templates();
    return flush(START_NANOS);
  }

  /** One message with so many flows, which end at a time and are exported then. */
  public byte[] message(int number, long endNanos) {
    for (int i = 0; i < number; i++) {
      flows.flow(flow(count++, endNanos));
    }
    return flush(endNanos);
  }

  private byte[] flush(long nanos) {
    encoder.exportAt(nanos);
    encoder.flush();
    if (messages.size() != 1) {
      throw new IllegalStateException(messages.size() + " messages");
    }
    return messages.remove(0);
  }

  /** A flow of 3 packets there and 2 back, each with another source port. */
  public static FlowRecord flow(long number, long endNanos) {
    FlowKey key =
        new FlowKey(
            FlowKey.NO_VLAN,
            IpAddress.parse("10.0.0.1"),
            IpAddress.parse("198.51.100.7"),
            17,
            (int) (1024 + number % 60_000),
            8883);
    long start = endNanos - SECOND;
    return new FlowRecord(
        FlowId.of("lab", key, start, 0),
        "lab",
        key,
        null,
        null,
        start,
        endNanos,
        new Counters(3, 300, 0, start, endNanos),
        new Counters(2, 200, 0, start, endNanos),
        Initiation.FIRST_PACKET,
        EndReason.IDLE_TIMEOUT);
  }

  /** A message as it was received from an address at a time. */
  public static ExportDatagram received(String address, long nanos, byte[] message) {
    return new ExportDatagram("lab", "udp:" + address, nanos, message);
  }
}
