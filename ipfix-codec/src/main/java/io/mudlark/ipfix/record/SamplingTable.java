package io.mudlark.ipfix.record;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What options records have said about sampling in one observation domain (RFC 5477 8.2, and the
 * sampler tables of NetFlow v9).
 *
 * <p>A record that names a selector gets that selector's interval, any other the domain's own. Two
 * selectors never compete: the domain's interval is only what was said without an id. An interval
 * of 0 is no interval.
 */
public final class SamplingTable {
  private final int limit;
  private final TreeMap<Long, SamplingInterval> selectors = new TreeMap<>();
  private @Nullable SamplingInterval domain;
  private long systemInitMillis;
  private long refused;
  private long zeros;

  /**
   * @param limit selectors that are remembered
   */
  public SamplingTable(int limit) {
    this.limit = limit;
  }

  /**
   * Takes in what an options record says, if it is about sampling or the exporter's start.
   *
   * @param fields of the record, by name
   */
  public void learn(Map<String, Object> fields) {
    Long init = number(fields, "systemInitTimeMilliseconds");
    if (init != null && init > 0) {
      systemInitMillis = init;
    }
    Long interval = interval(fields);
    if (interval == null) {
      return;
    }
    if (interval < 1) {
      zeros++;
      return;
    }
    Long selector = number(fields, "selectorId");
    selector = selector != null ? selector : number(fields, "samplerId");
    if (selector == null) {
      domain = new SamplingInterval(interval, SamplingInterval.Origin.DOMAIN);
    } else if (selectors.size() < limit || selectors.containsKey(selector)) {
      selectors.put(selector, new SamplingInterval(interval, SamplingInterval.Origin.SELECTOR));
    } else {
      refused++;
    }
  }

  /** One packet of how many, by whichever elements the record has; null when it has none. */
  private static @Nullable Long interval(Map<String, Object> fields) {
    Long taken = number(fields, "samplingPacketInterval");
    Long space = number(fields, "samplingPacketSpace");
    if (taken != null && space != null) {
      return taken < 1 ? Long.valueOf(0) : Long.valueOf((taken + space) / taken);
    }
    Long size = number(fields, "samplingSize");
    Long population = number(fields, "samplingPopulation");
    if (size != null && population != null) {
      return size < 1 ? Long.valueOf(0) : Long.valueOf(population / size);
    }
    if (fields.get("samplingProbability") instanceof Double probability) {
      return probability > 0 && probability <= 1 ? Math.round(1 / probability) : 0;
    }
    Long random = number(fields, "samplerRandomInterval");
    random = random != null ? random : number(fields, "samplingInterval");
    return random != null ? random : taken;
  }

  private static @Nullable Long number(Map<String, Object> fields, String name) {
    Object value = fields.get(name);
    if (value instanceof java.time.Instant time) {
      return time.toEpochMilli();
    }
    return value instanceof Number n ? Long.valueOf(n.longValue()) : null;
  }

  /** The interval of a selector or sampler, or null when options never told of it. */
  public @Nullable SamplingInterval ofSelector(long selector) {
    return selectors.get(selector);
  }

  /** The interval of the whole domain, or null. */
  public @Nullable SamplingInterval ofDomain() {
    return domain;
  }

  /** When the exporter says it started, milliseconds since the Unix epoch; 0 when it does not. */
  public long systemInitMillis() {
    return systemInitMillis;
  }

  /** Selectors that were not remembered because of the limit. */
  public long refused() {
    return refused;
  }

  /** Options that told of an interval of zero, which was ignored. */
  public long zeros() {
    return zeros;
  }

  /** Writes all that was learned. */
  public void writeTo(DataOutput out) throws IOException {
    out.writeLong(systemInitMillis);
    out.writeLong(domain == null ? 0 : domain.interval());
    out.writeLong(refused);
    out.writeLong(zeros);
    out.writeInt(selectors.size());
    for (Map.Entry<Long, SamplingInterval> entry : selectors.entrySet()) {
      out.writeLong(entry.getKey());
      out.writeLong(entry.getValue().interval());
    }
  }

  /** Reads what {@link #writeTo} wrote into this empty table. */
  public void readFrom(DataInput in) throws IOException {
    systemInitMillis = in.readLong();
    long interval = in.readLong();
    domain = interval == 0 ? null : new SamplingInterval(interval, SamplingInterval.Origin.DOMAIN);
    refused = in.readLong();
    zeros = in.readLong();
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      selectors.put(
          in.readLong(), new SamplingInterval(in.readLong(), SamplingInterval.Origin.SELECTOR));
    }
  }
}
