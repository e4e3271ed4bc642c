package io.mudlark.ipfix.ledger;

import io.mudlark.flow.Counters;
import io.mudlark.flow.EndReason;
import io.mudlark.flow.FlowId;
import io.mudlark.flow.FlowKey;
import io.mudlark.flow.FlowRecord;
import io.mudlark.flow.Initiation;
import io.mudlark.flow.IpAddress;
import io.mudlark.flow.MacAddress;
import java.util.Random;

/** Flow records with random contents. */
public final class Flows {
  private Flows() {}

  public static FlowRecord uniflow(Random random, long start) {
    return flow(random, start, false, false);
  }

  /** A flow whose times are whole milliseconds unless it is a biflow. */
  public static FlowRecord flow(Random random, long start, boolean v6, boolean biflow) {
    IpAddress source = v6 ? v6(random) : IpAddress.v4(random.nextInt());
    IpAddress destination = v6 ? v6(random) : IpAddress.v4(random.nextInt());
    FlowKey key =
        new FlowKey(
            FlowKey.NO_VLAN, source, destination, 17, random.nextInt(65536), random.nextInt(65536));
    long unit = biflow ? 999_983 : 1_000_000;
    long first = start + random.nextInt(1000) * unit;
    long last = first + random.nextInt(1000) * unit;
    Counters forward =
        new Counters(1 + random.nextInt(9), 100 + random.nextInt(900), 0, first, last);
    Counters reverse =
        biflow ? new Counters(1 + random.nextInt(9), 100, 0, first, last) : Counters.NONE;
    return new FlowRecord(
        FlowId.of("test", key, first, 0),
        "test",
        key,
        new MacAddress(1 + random.nextInt(1000)),
        new MacAddress(1 + random.nextInt(1000)),
        first,
        last,
        forward,
        reverse,
        Initiation.FIRST_PACKET,
        EndReason.IDLE_TIMEOUT);
  }

  private static IpAddress v6(Random random) {
    return IpAddress.v6(0x20010db8_00000000L | random.nextInt(1 << 20), random.nextLong());
  }
}
