package io.mudlark.ipfix.record;

import static io.mudlark.ipfix.record.FlowSlot.*;

import io.mudlark.flow.Counters;
import io.mudlark.flow.EndReason;
import io.mudlark.flow.FlowId;
import io.mudlark.flow.FlowKey;
import io.mudlark.flow.FlowRecord;
import io.mudlark.flow.Initiation;
import io.mudlark.flow.IpAddress;
import io.mudlark.flow.IpProtocol;
import io.mudlark.flow.MacAddress;
import io.mudlark.flow.TcpFlags;
import io.mudlark.ipfix.template.Dialect;
import io.mudlark.ipfix.template.RecordPlan;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes flow records of decoded records.
 *
 * <p>Each template is turned into a {@link FlowRecipe} once. Counters stay raw; the sampling
 * interval goes along in the {@link DecodedFlow}. A record without both addresses is no flow and
 * gives null, which {@link #notFlows} counts. One assembler serves one thread.
 */
public final class FlowAssembler {
  private static final int MAX_RECIPES = 8192;
  private static final long NANOS_PER_MILLI = 1_000_000L;
  private static final int REVERSE_INITIATOR = 2;

  private final String observationPoint;
  private final long[] values = new long[FlowRecipe.SIZE];
  private final TimeContext times = new TimeContext();
  private final Map<RecordPlan, FlowRecipe> recipes =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<RecordPlan, FlowRecipe> eldest) {
          return size() > MAX_RECIPES;
        }
      };
  private @Nullable RecordPlan lastPlan;
  private @Nullable FlowRecipe lastRecipe;
  private long notFlows;

  /**
   * @param observationPoint the site that the flow records are to name
   */
  public FlowAssembler(String observationPoint) {
    this.observationPoint = observationPoint;
  }

  /** Records that had no pair of addresses. */
  public long notFlows() {
    return notFlows;
  }

  /** The flow of a record, or null when the record is about something else. */
  public @Nullable DecodedFlow assemble(RecordView record) {
    FlowRecipe recipe = recipe(record.plan());
    if (!recipe.flow) {
      notFlows++;
      return null;
    }
    recipe.load(record, values);
    FlowRecord flow = flow(recipe, record);
    Dialect dialect = record.plan().dialect();
    return new DecodedFlow(
        flow,
        record.exporter(),
        record.header().domain(),
        record.header().protocol(),
        record.header().exportNanos(),
        record.receiveNanos(),
        sampling(recipe, record),
        value(recipe, INGRESS_INTERFACE),
        value(recipe, EGRESS_INTERFACE),
        recipe.biflow,
        dialect == null ? null : dialect.name());
  }

  /**
   * Copies the numbers of a record that a flow is made of, and makes no flow: what {@link
   * #assemble} costs without its objects, for benchmarks and for counting.
   *
   * @return octets of the forward direction, 0 when the record is no flow
   */
  public long load(RecordView record) {
    FlowRecipe recipe = recipe(record.plan());
    if (!recipe.flow) {
      return 0;
    }
    recipe.load(record, values);
    return values[recipe.octets];
  }

  private FlowRecipe recipe(RecordPlan plan) {
    if (plan == lastPlan && lastRecipe != null) {
      return lastRecipe;
    }
    FlowRecipe recipe = recipes.computeIfAbsent(plan, FlowRecipe::of);
    lastPlan = plan;
    lastRecipe = recipe;
    return recipe;
  }

  private FlowRecord flow(FlowRecipe recipe, RecordView record) {
    long endUptime = recipe.has(END_UPTIME) ? values[END_UPTIME.place()] : -1;
    long systemInit = record.sampling().systemInitMillis();
    if (recipe.has(SYSTEM_INIT_MILLIS)) {
      systemInit = values[SYSTEM_INIT_MILLIS.place()];
    }
    times.set(
        record.header().exportNanos(), record.header().sysUptimeMillis(), systemInit, endUptime);
    long end = end(recipe);
    long start = Math.min(start(recipe, end), end);
    FlowKey key = key(recipe);
    Counters forward = forward(recipe, start, end);
    Counters reverse = recipe.biflow ? reverse(recipe, start, end) : Counters.NONE;
    MacAddress source = mac(recipe, SOURCE_MAC);
    MacAddress destination = mac(recipe, DESTINATION_MAC);
    boolean swap = value(recipe, BIFLOW_DIRECTION) == REVERSE_INITIATOR;
    if (swap && !key.isIcmp()) {
      return finish(
          recipe, record, key.reversed(), new Sides(destination, source, reverse, forward));
    }
    return finish(recipe, record, key, new Sides(source, destination, forward, reverse));
  }

  /** What belongs to the two ends of a flow, initiator first. */
  private record Sides(
      @Nullable MacAddress source,
      @Nullable MacAddress destination,
      Counters forward,
      Counters reverse) {
    /** An empty direction has no times, so the other one tells. */
    long start() {
      return forward.isEmpty()
          ? reverse.firstNanos()
          : reverse.isEmpty()
              ? forward.firstNanos()
              : Math.min(forward.firstNanos(), reverse.firstNanos());
    }

    long end() {
      return Math.max(forward.lastNanos(), reverse.lastNanos());
    }
  }

  private FlowRecord finish(FlowRecipe recipe, RecordView record, FlowKey key, Sides sides) {
    boolean empty = sides.forward().isEmpty() && sides.reverse().isEmpty();
    long end = empty ? end(recipe) : sides.end();
    long start = empty ? Math.min(start(recipe, end), end) : sides.start();
    int ordinal = ordinal(record, sides, end);
    return new FlowRecord(
        FlowId.of(observationPoint, key, start, ordinal),
        observationPoint,
        key,
        sides.source(),
        sides.destination(),
        start,
        end,
        sides.forward(),
        sides.reverse(),
        initiation(recipe, key, sides),
        endReason(recipe, sides));
  }

  /**
   * Tells records apart that share key and start, such as the parts of a long flow: hashed from the
   * place of the record in the export and from its content, so that a repeated datagram gives the
   * same ids again.
   */
  private static int ordinal(RecordView record, Sides sides, long end) {
    long hash = record.header().domain() * 31 + record.header().sequence();
    hash = hash * 0x9E3779B97F4A7C15L + record.indexInMessage();
    hash = hash * 0x9E3779B97F4A7C15L + end;
    hash = hash * 0x9E3779B97F4A7C15L + sides.forward().octets();
    hash = hash * 0x9E3779B97F4A7C15L + sides.reverse().octets();
    hash = hash * 0x9E3779B97F4A7C15L + sides.forward().packets();
    return (int) (hash ^ hash >>> 32);
  }

  private FlowKey key(FlowRecipe recipe) {
    boolean v6 = isV6(recipe);
    int protocol = (int) value(recipe, PROTOCOL) & 0xFF;
    int destinationPort = (int) values[recipe.destinationPort] & 0xFFFF;
    if (protocol == IpProtocol.ICMP || protocol == IpProtocol.ICMPV6) {
      destinationPort = icmp(recipe, v6, destinationPort);
    }
    int vlan = (int) values[recipe.vlan] & 0xFFF;
    return new FlowKey(
        vlan == 0 ? FlowKey.NO_VLAN : vlan,
        address(v6 ? SOURCE_IPV6 : SOURCE_IPV4, v6),
        address(v6 ? DESTINATION_IPV6 : DESTINATION_IPV4, v6),
        protocol,
        (int) values[recipe.sourcePort] & 0xFFFF,
        destinationPort);
  }

  /** A template with room for both families fills one: as ipVersion says, or the one not zero. */
  private boolean isV6(FlowRecipe recipe) {
    if (!recipe.has(SOURCE_IPV6) || !recipe.has(DESTINATION_IPV6)) {
      return false;
    }
    if (!recipe.has(SOURCE_IPV4) || !recipe.has(DESTINATION_IPV4)) {
      return true;
    }
    return recipe.has(IP_VERSION)
        ? value(recipe, IP_VERSION) == 6
        : (values[SOURCE_IPV4.place()] | values[DESTINATION_IPV4.place()]) == 0;
  }

  private IpAddress address(FlowSlot slot, boolean v6) {
    int place = slot.place();
    return v6
        ? IpAddress.v6(values[place], values[FlowRecipe.low(place)])
        : IpAddress.v4((int) values[place]);
  }

  /** Type * 256 + code by the elements for it, else the destination port, as NetFlow v5 has it. */
  private int icmp(FlowRecipe recipe, boolean v6, int destinationPort) {
    FlowSlot both = v6 ? ICMP_TYPE_CODE_V6 : ICMP_TYPE_CODE_V4;
    FlowSlot type = v6 ? ICMP_TYPE_V6 : ICMP_TYPE_V4;
    FlowSlot code = v6 ? ICMP_CODE_V6 : ICMP_CODE_V4;
    if (recipe.has(both) && (value(recipe, both) != 0 || !recipe.has(type))) {
      long typeCode = value(recipe, both);
      return (int) (typeCode == 0 ? destinationPort : typeCode) & 0xFFFF;
    }
    return recipe.has(type)
        ? (int) (value(recipe, type) & 0xFF) << 8 | (int) (value(recipe, code) & 0xFF)
        : destinationPort;
  }

  private Counters forward(FlowRecipe recipe, long start, long end) {
    long packets = values[recipe.packets];
    long octets = values[recipe.octets];
    if (packets == 0 && octets == 0) {
      packets = values[recipe.postPackets];
      octets = values[recipe.postOctets];
    }
    long flags =
        recipe.has(TCP_FLAGS)
            ? values[recipe.tcpFlags]
            : value(recipe, INITIAL_TCP_FLAGS) | value(recipe, UNION_TCP_FLAGS);
    return counters(packets, octets, flags, start, end);
  }

  private Counters reverse(FlowRecipe recipe, long start, long end) {
    long first = start + value(recipe, REVERSE_DELTA_MILLIS) * NANOS_PER_MILLI;
    if (recipe.reverseStart.isPresent()) {
      first = time(recipe.reverseStart);
    }
    long last = recipe.reverseEnd.isPresent() ? time(recipe.reverseEnd) : end;
    long flags =
        recipe.has(REVERSE_TCP_FLAGS)
            ? values[recipe.reverseTcpFlags]
            : value(recipe, REVERSE_INITIAL_TCP_FLAGS) | value(recipe, REVERSE_UNION_TCP_FLAGS);
    long packets = values[recipe.reversePackets];
    return counters(packets, values[recipe.reverseOctets], flags, Math.min(first, last), last);
  }

  /** Counts beyond 2^63 are cut: no flow has them, a liar might. */
  private static Counters counters(long packets, long octets, long flags, long first, long last) {
    long count = packets < 0 ? Long.MAX_VALUE : packets;
    long sum = octets < 0 ? Long.MAX_VALUE : octets;
    if (count == 0 && sum == 0) {
      return Counters.NONE;
    }
    boolean some = count > 0;
    return new Counters(count, sum, (int) flags & 0xFF, some ? first : 0, some ? last : 0);
  }

  private long end(FlowRecipe recipe) {
    if (recipe.end.isPresent()) {
      return time(recipe.end);
    }
    long start = recipe.start.isPresent() ? time(recipe.start) : times.exportNanos();
    return start + recipe.durationNanos(values);
  }

  private long start(FlowRecipe recipe, long end) {
    return recipe.start.isPresent() ? time(recipe.start) : end - recipe.durationNanos(values);
  }

  private long time(FlowRecipe.TimeField field) {
    return field.form().toNanos(values[field.place()], times);
  }

  private @Nullable MacAddress mac(FlowRecipe recipe, FlowSlot slot) {
    long value = value(recipe, slot) & 0xFFFF_FFFF_FFFFL;
    return value == 0 ? null : new MacAddress(value);
  }

  private long value(FlowRecipe recipe, FlowSlot slot) {
    return recipe.has(slot) ? values[slot.place()] : 0;
  }

  private Initiation initiation(FlowRecipe recipe, FlowKey key, Sides sides) {
    if (key.protocol() != IpProtocol.TCP) {
      return Initiation.FIRST_PACKET;
    }
    boolean toldSo = value(recipe, BIFLOW_DIRECTION) != 0 && value(recipe, BIFLOW_DIRECTION) < 3;
    long first =
        recipe.has(INITIAL_TCP_FLAGS)
            ? value(recipe, INITIAL_TCP_FLAGS)
            : sides.forward().tcpFlags();
    boolean syn = (first & TcpFlags.SYN) != 0;
    boolean bare = syn && (first & TcpFlags.ACK) == 0;
    return bare || (syn && (toldSo || recipe.biflow)) ? Initiation.SYN : Initiation.UNKNOWN;
  }

  /** Exporters that give no reason: a TCP flow with FIN or RST ended, any other fell idle. */
  private EndReason endReason(FlowRecipe recipe, Sides sides) {
    int code = (int) value(recipe, END_REASON);
    for (EndReason reason : EndReason.values()) {
      if (reason.code() == code) {
        return reason;
      }
    }
    int flags = sides.forward().tcpFlags() | sides.reverse().tcpFlags();
    boolean closed = (flags & (TcpFlags.FIN | TcpFlags.RST)) != 0;
    return closed ? EndReason.END_DETECTED : EndReason.IDLE_TIMEOUT;
  }

  /** The record's own interval, its selector's, its domain's, the header's: the first that is. */
  private SamplingInterval sampling(FlowRecipe recipe, RecordView record) {
    long own = ownInterval(recipe);
    if (own > 0) {
      return new SamplingInterval(own, SamplingInterval.Origin.RECORD);
    }
    SamplingTable table = record.sampling();
    SamplingInterval told = null;
    if (recipe.has(SELECTOR_ID)) {
      told = table.ofSelector(values[SELECTOR_ID.place()]);
    }
    if (told == null && recipe.has(SAMPLER_ID)) {
      told = table.ofSelector(values[SAMPLER_ID.place()]);
    }
    if (told == null) {
      told = table.ofDomain();
    }
    if (told != null) {
      return told;
    }
    int header = record.header().sampling() & 0x3FFF;
    return header > 1
        ? new SamplingInterval(header, SamplingInterval.Origin.HEADER)
        : SamplingInterval.UNSAMPLED;
  }

  private long ownInterval(FlowRecipe recipe) {
    if (recipe.has(SAMPLING_PACKET_INTERVAL) && recipe.has(SAMPLING_PACKET_SPACE)) {
      long taken = value(recipe, SAMPLING_PACKET_INTERVAL);
      return taken < 1 ? 0 : (taken + value(recipe, SAMPLING_PACKET_SPACE)) / taken;
    }
    long interval = value(recipe, SAMPLING_INTERVAL);
    interval = interval > 0 ? interval : value(recipe, SAMPLING_PACKET_INTERVAL);
    return interval > 0 ? interval : value(recipe, SAMPLER_RANDOM_INTERVAL);
  }
}
