package io.mudlark.jobs.document;

/**
 * An entry of an account: how many units ended in one way.
 *
 * @param count units: packets, flows, views
 * @param packets packets that these units carried
 */
record LedgerAmount(long count, long packets) {
  static final LedgerAmount NONE = new LedgerAmount(0, 0);

  LedgerAmount plus(LedgerAmount other) {
    return new LedgerAmount(count + other.count, packets + other.packets);
  }
}
