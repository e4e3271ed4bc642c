package io.mudlark.ipfix.record;

/**
 * Of how many packets one was counted, and who says so.
 *
 * @param interval 1 when every packet was counted, N when one of N was
 * @param origin where the number comes from
 */
public record SamplingInterval(long interval, Origin origin) {
  /** Where a sampling interval comes from, best first. */
  public enum Origin {
    /** The record itself. */
    RECORD,
    /** Options about the selector or sampler that the record names (RFC 5477). */
    SELECTOR,
    /** Options about the whole observation domain. */
    DOMAIN,
    /** The header of a NetFlow v5 datagram. */
    HEADER,
    /** Nobody says anything: taken as unsampled. */
    NONE
  }

  /** No sampling that anybody told of. */
  public static final SamplingInterval UNSAMPLED = new SamplingInterval(1, Origin.NONE);
}
