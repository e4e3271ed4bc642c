package io.mudlark.probe.exchange;

import io.mudlark.flow.Counters;
import io.mudlark.flow.FlowId;
import io.mudlark.flow.application.ExchangeFacts;
import org.jspecify.annotations.Nullable;

/**
 * An exchange that waits for more packets. Its counters count messages of the protocol and their
 * octets, without the headers below it.
 */
public final class OpenExchange {
  final ExchangePath path;
  final ExchangeContent content;
  final Place byRecency = new Place(this);
  final Place byAge = new Place(this);
  final long startNanos;
  final FlowId id;
  long lastNanos;
  private long requestNanos;
  private long roundTripNanos = ExchangeFacts.UNKNOWN;
  private long requests;
  private long requestOctets;
  private long firstRequest;
  private long lastRequest;
  private long answers;
  private long answerOctets;
  private long firstAnswer;
  private long lastAnswer;

  OpenExchange(ExchangePath path, ExchangeContent content, long nanos, FlowId id) {
    this.path = path;
    this.content = content;
    this.startNanos = nanos;
    this.lastNanos = nanos;
    this.id = id;
  }

  void request(long nanos, long octets) {
    lastNanos = Math.max(lastNanos, nanos);
    lastRequest = lastNanos;
    firstRequest = requests == 0 ? lastNanos : firstRequest;
    requestNanos = lastNanos;
    requests++;
    requestOctets += octets;
  }

  void answer(long nanos, long octets) {
    lastNanos = Math.max(lastNanos, nanos);
    lastAnswer = lastNanos;
    if (answers == 0) {
      firstAnswer = lastNanos;
      roundTripNanos = requests == 0 ? ExchangeFacts.UNKNOWN : lastNanos - requestNanos;
    }
    answers++;
    answerOctets += octets;
  }

  /** What the source said. */
  Counters forward() {
    return requests == 0
        ? Counters.NONE
        : new Counters(requests, requestOctets, 0, firstRequest, lastRequest);
  }

  /** What the destination answered. */
  Counters reverse() {
    return answers == 0
        ? Counters.NONE
        : new Counters(answers, answerOctets, 0, firstAnswer, lastAnswer);
  }

  /** From the last request before it to the first answer; {@link ExchangeFacts#UNKNOWN} so far. */
  public long roundTripNanos() {
    return roundTripNanos;
  }

  /** When its first packet was seen. */
  public long startNanos() {
    return startNanos;
  }

  /** A place in a chain; outside of any it is linked to itself. */
  static final class Place {
    final @Nullable OpenExchange exchange;
    Place previous = this;
    Place next = this;

    @SuppressWarnings("ThisEscapedInObjectConstruction") // linked to itself on purpose
    Place(@Nullable OpenExchange exchange) {
      this.exchange = exchange;
    }

    void remove() {
      previous.next = next;
      next.previous = previous;
      previous = this;
      next = this;
    }

    void insertBefore(Place other) {
      previous = other.previous;
      next = other;
      previous.next = this;
      other.previous = this;
    }
  }
}
