package io.mudlark.probe.exchange;

import io.mudlark.flow.application.ApplicationFacet;
import io.mudlark.flow.application.ExchangeFacts;

/** What a protocol knows of one exchange. */
public interface ExchangeContent {
  /** What is known of it, now that it is over. */
  ApplicationFacet.Exchange facet(ExchangeFacts facts);

  /** It is over, for whatever reason: forget it. Called once, before {@link #facet}. */
  default void released() {}

  /** Whether the beginning of its connection was not seen. */
  default boolean isMidStream() {
    return false;
  }
}
