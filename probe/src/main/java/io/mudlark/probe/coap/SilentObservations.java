package io.mudlark.probe.coap;

import io.mudlark.flow.FlowKey;
import io.mudlark.probe.exchange.ExchangePath;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Observations (RFC 7641) whose record was closed by a timeout, and that may go on. */
final class SilentObservations {
  private final int limit;
  private final Map<Token, Relation> relations = new LinkedHashMap<>();
  private long forgotten;

  SilentObservations(int limit) {
    this.limit = limit;
  }

  /** A token is unique between a client and a server. */
  record Token(FlowKey key, String token) {}

  /** Who observes what. */
  record Relation(ExchangePath path, CoapMessage request) {}

  void put(Token token, Relation relation) {
    relations.put(token, relation);
    Iterator<Relation> oldest = relations.values().iterator();
    if (relations.size() > limit && oldest.hasNext()) {
      oldest.next();
      oldest.remove();
      forgotten++;
    }
  }

  /** The observation of a token, which is then no longer silent. */
  @Nullable Relation remove(Token token) {
    return relations.remove(token);
  }

  /** Observations forgotten because too many were silent. */
  long forgotten() {
    return forgotten;
  }
}
