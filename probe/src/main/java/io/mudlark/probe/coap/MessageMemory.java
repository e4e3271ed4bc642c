package io.mudlark.probe.coap;

import io.mudlark.flow.FlowKey;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which messages were seen lately, so that one that is sent again is known (RFC 7252 4.5), and an
 * acknowledgement or reset finds what it is about.
 */
final class MessageMemory {
  /** EXCHANGE_LIFETIME of RFC 7252 4.8.2, after which a message id may mean another message. */
  static final long LIFETIME_NANOS = 247_000_000_000L;

  private final int limit;
  private final Map<Id, Seen> seen = new LinkedHashMap<>();
  private long forgotten;

  MessageMemory(int limit) {
    this.limit = limit;
  }

  /**
   * @param key from the sender to the receiver
   * @param acknowledgement whether the id is one of the receiver's, as in acknowledgements
   */
  private record Id(FlowKey key, int messageId, boolean acknowledgement) {}

  /** A message and the exchange that it belongs to. */
  record Seen(long nanos, int code, String token, @Nullable CoapExchange exchange) {
    boolean isSame(CoapMessage message) {
      return code == message.code() && token.equals(message.token());
    }
  }

  /** The message of that sender and id, if it was seen lately. */
  @Nullable Seen find(FlowKey key, int messageId, boolean acknowledgement, long nanos) {
    Seen known = seen.get(new Id(key, messageId, acknowledgement));
    return known == null || nanos - known.nanos > LIFETIME_NANOS ? null : known;
  }

  void put(FlowKey key, CoapMessage message, @Nullable CoapExchange exchange, long nanos) {
    Id id = new Id(key, message.messageId(), message.type() >= CoapMessage.ACKNOWLEDGEMENT);
    seen.remove(id);
    seen.put(id, new Seen(nanos, message.code(), message.token(), exchange));
    Iterator<Seen> oldest = seen.values().iterator();
    while (seen.size() > limit) {
      forgotten += nanos - oldest.next().nanos > LIFETIME_NANOS ? 0 : 1;
      oldest.remove();
    }
    while (oldest.hasNext() && nanos - oldest.next().nanos > LIFETIME_NANOS) {
      oldest.remove();
    }
  }

  /** Messages forgotten before their lifetime was over. */
  long forgotten() {
    return forgotten;
  }
}
