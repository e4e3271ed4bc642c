package io.mudlark.ipfix.ledger;

/**
 * One message as the ledger sees it.
 *
 * @param sequence its sequence number, 32 bits
 * @param records data records in it that could be counted
 * @param options how many of these are options records, which some exporters leave out of their
 *     count
 * @param uncounted whether it also holds data that could not be counted, for want of a template
 * @param exportNanos export time in its header
 * @param bootNanos when the exporter started, by a header that tells its uptime; else 0
 * @param contentHash of the whole datagram, its export time included: a duplicate has the same
 */
public record Arrival(
    long sequence,
    int records,
    int options,
    boolean uncounted,
    long exportNanos,
    long bootNanos,
    long contentHash) {
  /** Records that are not options. */
  int flows() {
    return records - options;
  }
}
