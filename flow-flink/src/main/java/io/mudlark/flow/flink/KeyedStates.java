package io.mudlark.flow.flink;

import java.time.Duration;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * Makes the descriptors of keyed state, and none without an end: each has a time to live after it
 * was last written.
 *
 * <p>Flink counts the time to live by the machine's clock, so it is a safety net against keys that
 * never come back, far longer than anything the operator itself clears by event time. Reading does
 * not prolong it: on the heap every look into a state would otherwise write it again.
 */
public final class KeyedStates {
  /** Entries that RocksDB's compaction looks at before it asks again what time it is. */
  private static final long COMPACTION_QUERY_INTERVAL = 1000;

  private KeyedStates() {}

  /** On the heap, each access to a value looks at one other value, whether it has expired. */
  public static <T> ValueStateDescriptor<T> value(
      String name, TypeInformation<T> type, Duration timeToLive) {
    ValueStateDescriptor<T> descriptor = new ValueStateDescriptor<>(name, type);
    descriptor.enableTimeToLive(
        ttl(timeToLive)
            .cleanupIncrementally(1, false)
            .cleanupInRocksdbCompactFilter(COMPACTION_QUERY_INTERVAL)
            .cleanupFullSnapshot()
            .build());
    return descriptor;
  }

  public static <T> ListStateDescriptor<T> list(
      String name, TypeInformation<T> type, Duration timeToLive) {
    ListStateDescriptor<T> descriptor = new ListStateDescriptor<>(name, type);
    descriptor.enableTimeToLive(ofCollection(timeToLive));
    return descriptor;
  }

  /**
   * As with lists, a map's expired entries are not looked for in the background: on the heap Flink
   * would copy the whole map at every access. They are never returned, and operators clear their
   * maps by event time.
   */
  public static <K, V> MapStateDescriptor<K, V> map(
      String name, TypeInformation<K> key, TypeInformation<V> value, Duration timeToLive) {
    MapStateDescriptor<K, V> descriptor = new MapStateDescriptor<>(name, key, value);
    descriptor.enableTimeToLive(ofCollection(timeToLive));
    return descriptor;
  }

  private static StateTtlConfig ofCollection(Duration timeToLive) {
    return ttl(timeToLive)
        .disableCleanupInBackground()
        .cleanupInRocksdbCompactFilter(COMPACTION_QUERY_INTERVAL)
        .cleanupFullSnapshot()
        .build();
  }

  private static StateTtlConfig.Builder ttl(Duration timeToLive) {
    if (timeToLive.isZero() || timeToLive.isNegative()) {
      throw new IllegalArgumentException("a time to live is positive, not " + timeToLive);
    }
    return StateTtlConfig.newBuilder(timeToLive)
        .setUpdateType(StateTtlConfig.UpdateType.OnCreateAndWrite)
        .setStateVisibility(StateTtlConfig.StateVisibility.NeverReturnExpired);
  }
}
