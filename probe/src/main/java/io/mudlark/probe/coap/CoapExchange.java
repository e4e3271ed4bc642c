package io.mudlark.probe.coap;

import io.mudlark.flow.FlowKey;
import io.mudlark.flow.application.ApplicationFacet;
import io.mudlark.flow.application.CoapFacet;
import io.mudlark.flow.application.ExchangeEnd;
import io.mudlark.flow.application.ExchangeFacts;
import io.mudlark.probe.exchange.ExchangeContent;
import io.mudlark.probe.exchange.ExchangePath;
import io.mudlark.probe.exchange.OpenExchange;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What is known of one open exchange: its first request, and what answered so far. */
final class CoapExchange implements ExchangeContent {
  /** From who asks to who answers. */
  final ExchangePath path;

  final FlowKey key;

  final CoapMessage request;
  final boolean multicast;
  private final Consumer<CoapExchange> forget;

  /** Where it is kept open; null only while it is being opened. */
  @Nullable OpenExchange open;

  /** Token of the latest block of a larger body; null when that is the first request's. */
  @Nullable String blockToken;

  /** Whether the next block of the body is waited for. */
  boolean awaitsBlock;

  /** Whether it was answered as an observation (RFC 7641). */
  boolean observes;

  /** The open exchanges of the connection that it is one of; null with datagrams. */
  @Nullable Set<CoapExchange> siblings;

  /** Whether the protocol ended it, rather than a timeout or a limit. */
  boolean settled;

  /** Whether it goes on from an observation whose record was closed by a timeout. */
  boolean continued;

  private int response;
  private int responses;
  private int notifications;
  private int blocks;
  private long payload;

  CoapExchange(ExchangePath path, CoapMessage request, Consumer<CoapExchange> forget) {
    this.path = path;
    this.key = path.key();
    this.request = request;
    this.multicast = key.destination().isMulticast() || key.destination().isLimitedBroadcast();
    this.forget = forget;
  }

  /** Counts what a message carries. */
  void add(CoapMessage message) {
    payload += message.payloadOctets();
    blocks += message.hasBlock() ? 1 : 0;
    if (message.isResponse()) {
      response = message.code();
      boolean again = responses > 0 || continued;
      if (again && ((observes && message.observe() != CoapMessage.ABSENT) || multicast)) {
        notifications++;
      }
      responses++;
    }
  }

  @Override
  public void released() {
    forget.accept(this);
  }

  @Override
  public boolean isMidStream() {
    return continued;
  }

  @Override
  public ApplicationFacet.Exchange facet(ExchangeFacts facts) {
    boolean waitedOut = multicast && responses > 0 && facts.end() == ExchangeEnd.IDLE_TIMEOUT;
    ExchangeFacts told =
        waitedOut
            ? new ExchangeFacts(
                ExchangeEnd.COMPLETE, facts.metered(), facts.midStream(), facts.roundTripNanos())
            : facts;
    return new CoapFacet(
        told,
        request.type(),
        request.code(),
        response,
        request.messageId(),
        request.token(),
        request.path(),
        payload,
        notifications,
        blocks);
  }
}
