package io.mudlark.probe.mqtt;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The topic aliases of one direction of a connection (MQTT 5.0, 3.3.2.3.4). */
final class TopicAliases {
  private final int limit;
  private final Map<Integer, String> topics = new HashMap<>();

  TopicAliases(int limit) {
    this.limit = limit;
  }

  /** Remembers what an alias stands for; false when it may not be remembered. */
  boolean set(int alias, String topic) {
    if (alias == 0 || (topics.size() >= limit && !topics.containsKey(alias))) {
      return false;
    }
    topics.put(alias, topic);
    return true;
  }

  @Nullable String topic(int alias) {
    return topics.get(alias);
  }

  void clear() {
    topics.clear();
  }
}
