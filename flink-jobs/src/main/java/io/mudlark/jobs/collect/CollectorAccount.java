package io.mudlark.jobs.collect;

import java.util.List;

/**
 * What a collector has done since it was started.
 *
 * @param received of all receivers together
 * @param stores one each
 * @param kernelDrops datagrams that the kernel dropped because nobody fetched them in time
 * @param connections TCP connections accepted
 */
public record CollectorAccount(
    IntakeAccount received, List<StoreAccount> stores, long kernelDrops, long connections) {
  public CollectorAccount {
    stores = List.copyOf(stores);
  }

  /** Documents that are in no store although they should be. */
  public long missing() {
    return stores.stream().mapToLong(s -> s.refused() + s.givenUp() + s.waiting()).sum();
  }
}
