package io.mudlark.flow.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.flow.Counters;
import io.mudlark.flow.EndReason;
import io.mudlark.flow.FlowId;
import io.mudlark.flow.FlowKey;
import io.mudlark.flow.FlowRecord;
import io.mudlark.flow.Initiation;
import io.mudlark.flow.IpAddress;
import io.mudlark.flow.MacAddress;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.apache.flink.core.memory.DataOutputViewStreamWrapper;

class FlowRecordCodecProperties {
  private final FlowRecordCodec codec = new FlowRecordCodec();

  @Property(tries = 500)
  void every_flow_is_read_back_as_it_was_written(
      @ForAll long high,
      @ForAll long low,
      @ForAll boolean v6,
      @ForAll boolean withMacs,
      @ForAll @LongRange(min = 0, max = 4_000_000_000_000_000_000L) long start,
      @ForAll @LongRange(min = 0, max = 1_000_000_000_000L) long duration,
      @ForAll @LongRange(min = 0) long packets,
      @ForAll @IntRange(max = 255) int protocol,
      @ForAll @IntRange(max = 65535) int port,
      @ForAll @IntRange(min = -1, max = 4095) int vlan,
      @ForAll String site,
      @ForAll Initiation initiation,
      @ForAll EndReason endReason)
      throws IOException {
    IpAddress a = v6 ? IpAddress.v6(high, low) : IpAddress.v4((int) high);
    IpAddress b = v6 ? IpAddress.v6(low, high) : IpAddress.v4((int) low);
    MacAddress mac = withMacs ? new MacAddress(high & 0xFFFF_FFFF_FFFFL) : null;
    Counters counters =
        packets == 0 && (low & Long.MAX_VALUE) == 0
            ? Counters.NONE
            : new Counters(packets, low & Long.MAX_VALUE, protocol, start, start + duration);
    FlowRecord flow =
        new FlowRecord(
            new FlowId(high, low),
            site,
            new FlowKey(vlan, a, b, protocol, port, 65535 - port),
            mac,
            null,
            start,
            start + duration,
            counters,
            Counters.NONE,
            initiation,
            endReason);
    assertThat(roundTrip(flow)).isEqualTo(flow);
  }

  @Property(tries = 1000)
  void a_variable_length_number_is_read_back(@ForAll long value) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Wire.writeVar(new DataOutputStream(bytes), value);
    assertThat(Wire.readVar(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()))))
        .isEqualTo(value);
  }

  private FlowRecord roundTrip(FlowRecord flow) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    codec.write(flow, new DataOutputViewStreamWrapper(bytes));
    return codec.read(
        new DataInputViewStreamWrapper(new ByteArrayInputStream(bytes.toByteArray())), 1);
  }
}
