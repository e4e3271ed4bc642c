package io.mudlark.benchmark;

import io.mudlark.ipfix.decode.MessageDecoder;
import io.mudlark.ipfix.decode.RecordSink;
import io.mudlark.ipfix.record.FlowAssembler;
import io.mudlark.ipfix.record.RecordView;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One IPFIX message of so many records of 13 fields: what a message costs beside its records shows
 * in one of a single record.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class DecodeJmh {
  private static final int[][] FIELDS = {
    {8, 4}, {12, 4}, {7, 2}, {11, 2}, {4, 1}, {6, 1}, {5, 1}, {1, 8}, {2, 8}, {152, 8}, {153, 8},
    {10, 4}, {14, 4}
  };

  @Param({"1", "25"})
  public int records;

  private MessageDecoder decoder;
  private ByteBuffer message;
  private int sequence;

  private final FlowAssembler assembler = new FlowAssembler("site-1");
  private long sum;
  private final RecordSink fields =
      new RecordSink() {
        @Override
        public void record(RecordView record) {
          sum += assembler.load(record);
        }
      };
  private final RecordSink flows =
      new RecordSink() {
        @Override
        public void record(RecordView record) {
          sum += assembler.assemble(record).flow().octets();
        }
      };

  @Setup
  public void prepare() {
    decoder = MessageDecoder.standard();
    ByteBuffer template = ByteBuffer.allocate(24 + 4 * FIELDS.length);
    header(template, template.capacity());
    template.putShort((short) 2).putShort((short) (8 + 4 * FIELDS.length));
    template.putShort((short) 256).putShort((short) FIELDS.length);
    int octets = 0;
    for (int[] field : FIELDS) {
      template.putShort((short) field[0]).putShort((short) field[1]);
      octets += field[1];
    }
    decoder.accept("udp:192.0.2.1", 0, template.array(), fields);
    message = ByteBuffer.allocate(20 + records * octets);
    header(message, message.capacity());
    message.putShort((short) 256).putShort((short) (4 + records * octets));
    for (int i = 0; i < records; i++) {
      message.putInt(0x0a000000 | i).putInt(0xc0a80001).putShort((short) (1024 + i));
      message.putShort((short) 443).put((byte) 6).put((byte) 0x1b).put((byte) 0);
      message.putLong(4000 + i).putLong(7).putLong(1_700_000_000_000L);
      message.putLong(1_700_000_001_000L).putInt(1).putInt(2);
    }
  }

  private static void header(ByteBuffer buffer, int length) {
    buffer.putShort((short) 10).putShort((short) length).putInt(1_700_000_001).putInt(0).putInt(1);
  }

  private long decode(RecordSink sink) {
    message.putInt(8, sequence);
    sequence += records;
    decoder.accept("udp:192.0.2.1", 0, message.array(), sink);
    return sum;
  }

  /** The numbers of every field that a flow is made of, copied out. */
  @Benchmark
  public long toFields() {
    return decode(fields);
  }

  /** A new flow record with its id. */
  @Benchmark
  public long toFlows() {
    return decode(flows);
  }
}
