package io.mudlark.jobs.collect;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where documents go. One thread writes to it.
 *
 * <p>A batch may come again after a failure: a store that knows ids keeps each flow once.
 */
public interface FlowStore extends AutoCloseable {
  /** What people call it, with its place and without its password. */
  String name();

  /**
   * Writes a batch, all of it or as much as the store will ever take.
   *
   * @throws IOException when the store is away or in no state to answer; the batch is to come again
   */
  Written write(List<CollectedFlow> batch) throws IOException;

  @Override
  void close() throws IOException;

  /**
   * What became of a batch.
   *
   * @param stored documents that are there now and were not before
   * @param present documents that were there already
   * @param refused documents that the store will never take
   * @param reason what it said of the first of these
   */
  record Written(long stored, long present, long refused, @Nullable String reason) {
    static Written all(int count) {
      return new Written(count, 0, 0, null);
    }
  }
}
