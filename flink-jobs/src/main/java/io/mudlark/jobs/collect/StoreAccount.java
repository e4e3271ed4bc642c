package io.mudlark.jobs.collect;

/**
 * What became of the documents for one store: {@code offered = stored + present + refused + given
 * up + waiting}.
 *
 * @param store its name
 * @param offered documents handed to it
 * @param stored new in the store
 * @param present in the store already: the message came twice
 * @param refused that the store will never take
 * @param givenUp not written when the collector had to end
 * @param waiting still to be written
 * @param failures times that the store did not answer
 * @param held documents that receiving had to wait for, because the buffer was full
 */
public record StoreAccount(
    String store,
    long offered,
    long stored,
    long present,
    long refused,
    long givenUp,
    long waiting,
    long failures,
    long held) {

  /** Whether each document is in exactly one count. */
  public boolean closes() {
    return offered == stored + present + refused + givenUp + waiting;
  }
}
