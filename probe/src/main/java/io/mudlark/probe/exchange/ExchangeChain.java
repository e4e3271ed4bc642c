package io.mudlark.probe.exchange;

import org.jspecify.annotations.Nullable;

/** Exchanges in the order in which they were last put at the end; every step is O(1). */
final class ExchangeChain {
  private final OpenExchange.Place anchor = new OpenExchange.Place(null);

  @Nullable OpenExchange first() {
    return anchor.next.exchange;
  }

  /** Takes the place from wherever it is and puts it at the end. */
  void append(OpenExchange.Place place) {
    if (anchor.previous != place) {
      place.remove();
      place.insertBefore(anchor);
    }
  }
}
