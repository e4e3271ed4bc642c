package io.mudlark.jobs.live;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How a run over exports lives and ends.
 *
 * @param state folder for checkpoints and savepoints
 * @param resume whether to go on where the run in that folder stopped
 * @param overwrite whether the state of an earlier run in that folder may go
 * @param drain whether to close the open windows when asked to stop, instead of keeping them
 * @param checkpointEvery how often the state is saved, and results become visible
 * @param rocksdb whether keyed state is kept in RocksDB instead of the heap
 * @param status whether somebody watches a terminal
 */
public record LiveOptions(
    Path state,
    boolean resume,
    boolean overwrite,
    boolean drain,
    Duration checkpointEvery,
    boolean rocksdb,
    boolean status) {
  /** Ten seconds, or the window when that is shorter. */
  public static Duration checkpointsFor(Duration window) {
    Duration usual = Duration.ofSeconds(10);
    return window.compareTo(usual) < 0 ? window : usual;
  }
}
