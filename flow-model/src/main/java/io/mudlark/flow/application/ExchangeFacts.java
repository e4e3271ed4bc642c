package io.mudlark.flow.application;

/**
 * What exchanges of all application protocols have in common.
 *
 * @param end how it ended
 * @param metered whether the flow of the connection counts the same packets
 * @param midStream whether the beginning of the connection was not seen, so that client names and
 *     negotiated settings may be missing
 * @param roundTripNanos from the request to its answer; {@link #UNKNOWN} without an answer
 */
public record ExchangeFacts(
    ExchangeEnd end, boolean metered, boolean midStream, long roundTripNanos) {
  public static final long UNKNOWN = -1;
}
