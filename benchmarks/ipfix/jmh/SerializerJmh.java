package io.mudlark.benchmark;

import io.mudlark.flow.Counters;
import io.mudlark.flow.EndReason;
import io.mudlark.flow.ExportOrigin;
import io.mudlark.flow.FlowId;
import io.mudlark.flow.FlowKey;
import io.mudlark.flow.FlowRecord;
import io.mudlark.flow.Initiation;
import io.mudlark.flow.IpAddress;
import io.mudlark.flow.MacAddress;
import io.mudlark.flow.flink.ModelTypes;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
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

/** A flow record through our serializer and through the one that Flink makes of its type. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SerializerJmh {
  private static final int RECORDS = 1024;

  @Param({"hand", "flink"})
  public String serializer;

  private final FlowRecord[] flows = new FlowRecord[RECORDS];
  private final byte[][] written = new byte[RECORDS][];
  private final DataOutputSerializer out = new DataOutputSerializer(1024);
  private final DataInputDeserializer in = new DataInputDeserializer();
  private TypeSerializer<FlowRecord> codec;
  private int next;

  @Setup
  public void prepare() throws IOException {
    TypeInformation<FlowRecord> type =
        serializer.equals("hand") ? ModelTypes.FLOW_RECORD : TypeInformation.of(FlowRecord.class);
    codec = type.createSerializer(new SerializerConfigImpl());
    long octets = 0;
    for (int i = 0; i < RECORDS; i++) {
      flows[i] = flow(i);
      out.clear();
      codec.serialize(flows[i], out);
      written[i] = out.getCopyOfBuffer();
      octets += written[i].length;
      in.setBuffer(written[i]);
      if (!codec.deserialize(in).equals(flows[i])) {
        throw new IOException("what was read is not what was written");
      }
    }
    System.out.println(
        "\nsize: " + serializer + " (" + codec.getClass().getSimpleName() + "): " + (double) octets / RECORDS + " octets a record");
  }

  @Benchmark
  public int write() throws IOException {
    out.clear();
    codec.serialize(flows[next++ & RECORDS - 1], out);
    return out.length();
  }

  @Benchmark
  public FlowRecord read() throws IOException {
    in.setBuffer(written[next++ & RECORDS - 1]);
    return codec.deserialize(in);
  }

  private static FlowRecord flow(int i) {
    FlowKey key =
        new FlowKey(
            FlowKey.NO_VLAN,
            IpAddress.v4(0x0a000000 | i * 7919 & 0xFFFF),
            IpAddress.v4(0xc0a80000 | i & 0xFF),
            6,
            1024 + i,
            443);
    long start = 1_700_000_000_000_000_000L + i * 1_000_003L;
    long end = start + 1_234_567_890L;
    return new FlowRecord(
        FlowId.of("site-1", key, start, i),
        "site-1",
        key,
        new MacAddress(0x020000000000L | i),
        new MacAddress(0x020000000001L),
        start,
        end,
        new Counters(10 + i % 90, 4_000L + i * 31L, 0x1B, start, end),
        new Counters(8 + i % 70, 9_000L + i * 17L, 0x1B, start + 50_000, end - 7),
        Initiation.SYN,
        EndReason.END_DETECTED,
        new ExportOrigin("udp:192.0.2.1", 1, 1),
        null);
  }
}
