package io.mudlark.ipfix.record;

import static io.mudlark.ipfix.record.FlowSlot.*;

import io.mudlark.flow.Counters;
import io.mudlark.flow.EndReason;
import io.mudlark.flow.ExportOrigin;
import io.mudlark.flow.FlowId;
import io.mudlark.flow.FlowKey;
import io.mudlark.flow.FlowRecord;
import io.mudlark.flow.Initiation;
import io.mudlark.flow.IpProtocol;
import io.mudlark.flow.MacAddress;
import io.mudlark.flow.TcpFlags;
import io.mudlark.flow.application.ApplicationFacet;
import io.mudlark.flow.application.ExchangeFacts;
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
  private @Nullable ExportOrigin origin;
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
    SamplingInterval sampling = SamplingChoice.of(recipe, record, values);
    origin = origin(record, sampling.interval());
    FlowRecord flow = flow(recipe, record);
    Dialect dialect = record.plan().dialect();
    return new DecodedFlow(
        flow,
        record.exporter(),
        record.header().domain(),
        record.header().protocol(),
        record.header().exportNanos(),
        record.receiveNanos(),
        sampling,
        value(recipe, INGRESS_INTERFACE),
        value(recipe, EGRESS_INTERFACE),
        recipe.biflow,
        dialect == null ? null : dialect.name());
  }

  /**
   * The names that a record's DNS elements give addresses to.
   *
   * @param flow what {@link #assemble} made of the record
   */
  public DnsAnswers names(RecordView record, FlowRecord flow) {
    FlowKey key = flow.key();
    return recipe(record.plan()).names
            && DnsAnswers.isWithResolver(key.sourcePort(), key.destinationPort())
        ? DnsAnswers.of(record)
        : DnsAnswers.NONE;
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

  /** Records of one exporter share it. */
  private ExportOrigin origin(RecordView record, long interval) {
    ExportOrigin last = origin;
    long domain = record.header().domain();
    if (last != null
        && last.domain() == domain
        && last.samplingInterval() == interval
        && last.exporter().equals(record.exporter())) {
      return last;
    }
    return new ExportOrigin(record.exporter(), domain, interval);
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
    FlowKey key = KeyRecipe.key(recipe, values);
    Counters forward = forward(recipe, start, end);
    Counters reverse = recipe.biflow ? reverse(recipe, start, end) : Counters.NONE;
    MacAddress source = mac(recipe, SOURCE_MAC);
    MacAddress destination = mac(recipe, DESTINATION_MAC);
    boolean swap = value(recipe, BIFLOW_DIRECTION) == REVERSE_INITIATOR;
    if (swap && !key.isIcmp()) {
      return finish(
          recipe, record, key.reversed(), new FlowSides(destination, source, reverse, forward));
    }
    return finish(recipe, record, key, new FlowSides(source, destination, forward, reverse));
  }

  private FlowRecord finish(FlowRecipe recipe, RecordView record, FlowKey key, FlowSides sides) {
    boolean empty = sides.forward().isEmpty() && sides.reverse().isEmpty();
    long end = empty ? end(recipe) : sides.end();
    long start = empty ? Math.min(start(recipe, end), end) : sides.start();
    ApplicationFacet facet = null;
    long content = 0;
    if (recipe.facets != null) {
      facet = recipe.facets.read(record, end - start);
      content = FacetRecipe.hash(record);
    }
    int ordinal = ordinal(record, sides, end, content);
    boolean alone = empty && facet instanceof ApplicationFacet.Exchange;
    return new FlowRecord(
        FlowId.of(observationPoint, key, start, ordinal),
        observationPoint,
        key,
        sides.source(),
        sides.destination(),
        start,
        end,
        alone ? new Counters(1, 0, 0, start, start) : sides.forward(),
        alone && isAnswered(facet) ? new Counters(1, 0, 0, end, end) : sides.reverse(),
        initiation(recipe, key, sides),
        endReason(recipe, sides, facet),
        origin,
        facet);
  }

  /** An exporter that counts no packets of an exchange has seen one, and one that answered it. */
  private static boolean isAnswered(@Nullable ApplicationFacet facet) {
    return facet instanceof ApplicationFacet.Exchange exchange
        && exchange.exchange().roundTripNanos() != ExchangeFacts.UNKNOWN;
  }

  /**
   * Tells records apart that share key and start, such as the parts of a long flow: hashed from the
   * place of the record in the export and from its content, so that a repeated datagram gives the
   * same ids again.
   */
  private static int ordinal(RecordView record, FlowSides sides, long end, long content) {
    long hash = record.header().domain() * 31 + record.header().sequence();
    hash = hash * 0x9E3779B97F4A7C15L + record.indexInMessage();
    hash = hash * 0x9E3779B97F4A7C15L + end;
    hash = hash * 0x9E3779B97F4A7C15L + sides.forward().octets();
    hash = hash * 0x9E3779B97F4A7C15L + sides.reverse().octets();
    hash = hash * 0x9E3779B97F4A7C15L + sides.forward().packets();
    hash ^= content;
    return (int) (hash ^ hash >>> 32);
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
    return new Counters(count, sum, (int) flags & 0xFF, first, last);
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
    return recipe.value(slot, values);
  }

  private Initiation initiation(FlowRecipe recipe, FlowKey key, FlowSides sides) {
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

  /**
   * Without a reason: a TCP flow with FIN or RST, or a whole exchange, ended; else it fell idle.
   */
  private EndReason endReason(
      FlowRecipe recipe, FlowSides sides, @Nullable ApplicationFacet facet) {
    int code = (int) value(recipe, END_REASON);
    for (EndReason reason : EndReason.values()) {
      if (reason.code() == code) {
        return reason;
      }
    }
    int flags = sides.forward().tcpFlags() | sides.reverse().tcpFlags();
    boolean closed =
        (flags & (TcpFlags.FIN | TcpFlags.RST)) != 0
            || (facet instanceof ApplicationFacet.Exchange exchange
                && exchange.exchange().end().isAnswered());
    return closed ? EndReason.END_DETECTED : EndReason.IDLE_TIMEOUT;
  }
}
