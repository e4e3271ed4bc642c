package io.mudlark.ipfix.ledger;

/**
 * One message as the ledger sees it.
 *
 * @param sequence its sequence number, 32 bits
 * @param records data records in it that could be counted
 * @param uncounted whether it also holds data that could not be counted, for want of a template
 * @param exportNanos export time in its header
 * @param bootNanos when the exporter started, by a header that tells its uptime; else 0
 * @param contentHash of the whole datagram: a duplicate has the same
 */
public record Arrival(
    long sequence,
    int records,
    boolean uncounted,
    long exportNanos,
    long bootNanos,
    long contentHash) {}
