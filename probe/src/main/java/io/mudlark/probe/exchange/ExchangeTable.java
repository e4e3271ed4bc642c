package io.mudlark.probe.exchange;

import io.mudlark.flow.ContentHash;
import io.mudlark.flow.Counters;
import io.mudlark.flow.EndReason;
import io.mudlark.flow.FlowId;
import io.mudlark.flow.FlowKey;
import io.mudlark.flow.FlowRecord;
import io.mudlark.flow.application.ApplicationFacet;
import io.mudlark.flow.application.ExchangeEnd;
import io.mudlark.flow.application.ExchangeFacts;
import io.mudlark.probe.meter.StartOrdinals;
import io.mudlark.probe.packet.Counts;
import java.util.function.Consumer;

/**
 * The open exchanges of all protocols: bounded in number and in time, and each one emitted exactly
 * once, whole or not, with how it ended.
 *
 * <p>Protocols know which packet belongs to which exchange; this table knows when to stop waiting.
 * Times must not go backwards; a time before an earlier one is taken as that one.
 */
public final class ExchangeTable {
  private final String observationPoint;
  private final ExchangeConfig config;
  private final long idleNanos;
  private final long activeNanos;
  private final Consumer<FlowRecord> out;
  private final ExchangeChain recent = new ExchangeChain();
  private final ExchangeChain ages = new ExchangeChain();
  private final StartOrdinals ordinals = new StartOrdinals();
  private final Counts<ExchangeEnd> ends = new Counts<>(ExchangeEnd.class);
  private long clockNanos = Long.MIN_VALUE;
  private int open;

  public ExchangeTable(String observationPoint, ExchangeConfig config, Consumer<FlowRecord> out) {
    this.observationPoint = observationPoint;
    this.config = config;
    this.idleNanos = config.idleTimeout().toNanos();
    this.activeNanos = config.activeTimeout().toNanos();
    this.out = out;
  }

  /** The settings. */
  public ExchangeConfig config() {
    return config;
  }

  private long tick(long nanos) {
    clockNanos = Math.max(clockNanos, nanos);
    return clockNanos;
  }

  /**
   * Opens an exchange with its first message.
   *
   * @param nanos when that was seen
   * @param octets length of the message
   */
  public OpenExchange open(ExchangePath path, ExchangeContent content, long nanos, long octets) {
    OpenExchange exchange = begin(path, content, nanos);
    exchange.request(exchange.startNanos, octets);
    return exchange;
  }

  /**
   * Opens an exchange of which only an answer is seen, as of an observation that goes on.
   *
   * @param nanos when that was seen
   * @param octets length of the message
   */
  public OpenExchange openByAnswer(
      ExchangePath path, ExchangeContent content, long nanos, long octets) {
    OpenExchange exchange = begin(path, content, nanos);
    exchange.answer(exchange.startNanos, octets);
    return exchange;
  }

  private OpenExchange begin(ExchangePath path, ExchangeContent content, long nanos) {
    long now = tick(nanos);
    OpenExchange oldest = recent.first();
    if (open >= config.maxExchanges() && oldest != null) {
      close(oldest, ExchangeEnd.LACK_OF_RESOURCES);
    }
    OpenExchange exchange = new OpenExchange(path, content, now, id(path.key(), now));
    recent.append(exchange.byRecency);
    ages.append(exchange.byAge);
    open++;
    return exchange;
  }

  /** Another message of who asked. */
  public void request(OpenExchange exchange, long nanos, long octets) {
    exchange.request(tick(nanos), octets);
    recent.append(exchange.byRecency);
  }

  /** A message of who answers. */
  public void answer(OpenExchange exchange, long nanos, long octets) {
    exchange.answer(tick(nanos), octets);
    recent.append(exchange.byRecency);
  }

  /** Emits an exchange that is over. */
  public void close(OpenExchange exchange, ExchangeEnd end) {
    exchange.byRecency.remove();
    exchange.byAge.remove();
    open--;
    exchange.content.released();
    ExchangeFacts facts =
        new ExchangeFacts(
            end, config.metered(), exchange.content.isMidStream(), exchange.roundTripNanos());
    emit(
        new Span(exchange.id, exchange.startNanos, exchange.lastNanos),
        exchange.path,
        new Traffic(exchange.forward(), exchange.reverse()),
        exchange.content.facet(facts));
  }

  /** Emits an exchange that is one message. */
  public void single(ExchangePath path, ExchangeContent content, long nanos, long octets) {
    long now = tick(nanos);
    ExchangeFacts facts =
        new ExchangeFacts(
            ExchangeEnd.COMPLETE, config.metered(), content.isMidStream(), ExchangeFacts.UNKNOWN);
    Counters forward = new Counters(1, octets, 0, now, now);
    emit(
        new Span(id(path.key(), now), now, now),
        path,
        new Traffic(forward, Counters.NONE),
        content.facet(facts));
  }

  /**
   * Emits an exchange that was never opened here: somebody else knew when it was over.
   *
   * @param startNanos when it began
   * @param endNanos when it was complete
   * @param forward what the source said
   * @param reverse what the destination answered
   */
  public void complete(
      ExchangePath path,
      ExchangeContent content,
      long startNanos,
      long endNanos,
      Counters forward,
      Counters reverse) {
    long now = tick(endNanos);
    ExchangeFacts facts =
        new ExchangeFacts(
            ExchangeEnd.COMPLETE, config.metered(), content.isMidStream(), ExchangeFacts.UNKNOWN);
    Span span = new Span(id(path.key(), now), startNanos, endNanos);
    emit(span, path, new Traffic(forward, reverse), content.facet(facts));
  }

  private record Span(FlowId id, long startNanos, long endNanos) {}

  private record Traffic(Counters forward, Counters reverse) {}

  private void emit(
      Span span, ExchangePath path, Traffic traffic, ApplicationFacet.Exchange facet) {
    ExchangeEnd end = facet.exchange().end();
    ends.add(end);
    out.accept(
        new FlowRecord(
            span.id,
            observationPoint,
            path.key(),
            path.sourceMac(),
            path.destinationMac(),
            span.startNanos,
            span.endNanos,
            traffic.forward,
            traffic.reverse,
            path.initiation(),
            reason(end),
            null,
            facet));
  }

  /** Unlike the id of the connection's flow, which may have the same key and start. */
  private FlowId id(FlowKey key, long startNanos) {
    FlowId plain = FlowId.of(observationPoint, key, startNanos, 0);
    long ordinal = ordinals.next(plain.high(), startNanos);
    return new ContentHash()
        .text("exchange")
        .number(plain.high())
        .number(plain.low())
        .number(ordinal)
        .id();
  }

  private static EndReason reason(ExchangeEnd end) {
    switch (end) {
      case IDLE_TIMEOUT:
        return EndReason.IDLE_TIMEOUT;
      case ACTIVE_TIMEOUT:
        return EndReason.ACTIVE_TIMEOUT;
      case LACK_OF_RESOURCES:
        return EndReason.LACK_OF_RESOURCES;
      case OBSERVATION_END:
        return EndReason.FORCED_END;
      default:
        return EndReason.END_DETECTED;
    }
  }

  /** Emits what has waited too long at this time. */
  public void advanceTo(long nowNanos) {
    long now = tick(nowNanos);
    OpenExchange first = recent.first();
    while (first != null && first.lastNanos < now - idleNanos) {
      close(first, ExchangeEnd.IDLE_TIMEOUT);
      first = recent.first();
    }
    first = ages.first();
    while (first != null && now - first.startNanos >= activeNanos) {
      close(first, ExchangeEnd.ACTIVE_TIMEOUT);
      first = ages.first();
    }
  }

  /** Emits every open exchange, the one silent for longest first. */
  public void flush() {
    OpenExchange first = recent.first();
    while (first != null) {
      close(first, ExchangeEnd.OBSERVATION_END);
      first = recent.first();
    }
  }

  /** Exchanges open at present. */
  public int size() {
    return open;
  }

  /** Exchanges emitted so far, by how they ended. */
  public Counts<ExchangeEnd> ends() {
    return ends;
  }
}
