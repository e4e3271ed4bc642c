package io.mudlark.ipfix.encode;

import io.mudlark.flow.Counters;
import io.mudlark.flow.FlowKey;
import io.mudlark.flow.FlowRecord;
import io.mudlark.ipfix.decode.NetFlow5Layout;
import java.io.ByteArrayOutputStream;

/**
 * Writes flow records as NetFlow v5 datagrams of up to 30 uniflows.
 *
 * <p>What v5 cannot say is left out and counted: IPv6 flows whole; counters beyond 32 bits are cut
 * to their greatest value; MACs, VLANs and the end reason are lost.
 */
public final class NetFlow5Encoder {
  private static final long U32 = 0xFFFF_FFFFL;

  private final MessageEncoder.MessageSink sink;
  private final int engine;
  private final long bootNanos;
  private final ByteArrayOutputStream records = new ByteArrayOutputStream();
  private int count;
  private long sequence;
  private long exportNanos;
  private long skipped;

  /**
   * @param engine engine type * 256 + engine id
   * @param bootNanos when the exporter started, nanoseconds since the Unix epoch
   * @param sink takes finished datagrams
   */
  public NetFlow5Encoder(int engine, long bootNanos, MessageEncoder.MessageSink sink) {
    this.engine = engine;
    this.bootNanos = bootNanos;
    this.sink = sink;
  }

  /** Sets the export time of datagrams from now on, nanoseconds since the Unix epoch. */
  public void exportAt(long nanos) {
    exportNanos = nanos;
  }

  /** Flows that v5 has no room for, because they are IPv6. */
  public long skipped() {
    return skipped;
  }

  /** Adds a flow: one record for each direction with packets. */
  public void flow(FlowRecord flow) {
    if (!flow.key().source().isV4()) {
      skipped++;
      return;
    }
    record(flow.key(), flow.forward(), flow);
    if (!flow.reverse().isEmpty()) {
      record(flow.key().reversed(), flow.reverse(), flow);
    }
  }

  private void record(FlowKey key, Counters counters, FlowRecord flow) {
    long first = counters.isEmpty() ? flow.startNanos() : counters.firstNanos();
    long last = counters.isEmpty() ? flow.endNanos() : counters.lastNanos();
    put(4, key.source().low());
    put(4, key.destination().low());
    put(4, 0);
    put(4, 0);
    put(4, Math.min(counters.packets(), U32));
    put(4, Math.min(counters.octets(), U32));
    put(4, uptime(first));
    put(4, uptime(last));
    put(2, key.sourcePort());
    put(2, key.destinationPort());
    put(1, 0);
    put(1, counters.tcpFlags());
    put(1, key.protocol());
    put(1, 0);
    put(8, 0);
    if (++count == NetFlow5Layout.MAX_RECORDS) {
      flush();
    }
  }

  private long uptime(long nanos) {
    return Math.max(0, Math.floorDiv(nanos - bootNanos, 1_000_000L));
  }

  private void put(int width, long value) {
    MessageEncoder.put(records, width, value);
  }

  /** Hands out what has been gathered, if anything. */
  public void flush() {
    if (count == 0) {
      return;
    }
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    MessageEncoder.put(message, 2, 5);
    MessageEncoder.put(message, 2, count);
    MessageEncoder.put(message, 4, uptime(exportNanos));
    MessageEncoder.put(message, 4, Math.floorDiv(exportNanos, 1_000_000_000L));
    MessageEncoder.put(message, 4, Math.floorMod(exportNanos, 1_000_000_000L));
    MessageEncoder.put(message, 4, sequence);
    MessageEncoder.put(message, 2, engine);
    MessageEncoder.put(message, 2, 0);
    message.writeBytes(records.toByteArray());
    sequence = sequence + count & U32;
    records.reset();
    count = 0;
    sink.message(message.toByteArray());
  }
}
