package io.mudlark.probe.dns;

/** What a DNS message was good for. */
public enum DnsOutcome {
  /** It bound names to addresses. */
  BOUND,
  /** A well-formed response without addresses, with an error code, or to no single question. */
  NO_ADDRESSES,
  /** A query, or an operation other than a standard query. */
  NOT_AN_ANSWER,
  MALFORMED
}
