package io.mudlark.probe.mqtt;

import io.mudlark.probe.tcp.OctetBudget;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The topic aliases of one direction of a connection (MQTT 5.0, 3.3.2.3.4). */
final class TopicAliases {
  /** One direction holds no more, so that a few connections cannot take the room of all. */
  private static final int MAX_OCTETS = 1 << 17;

  /** About what an alias takes besides the letters of its topic. */
  private static final int ENTRY_OCTETS = 96;

  private final int limit;
  private final OctetBudget budget;
  private final Map<Integer, String> topics = new HashMap<>();
  private int octets;

  /**
   * @param limit aliases
   * @param budget shared room for their topics
   */
  TopicAliases(int limit, OctetBudget budget) {
    this.limit = limit;
    this.budget = budget;
  }

  /** Remembers what an alias stands for from now on; false when it may not be remembered. */
  boolean set(int alias, String topic) {
    String before = topics.remove(alias);
    if (before != null) {
      giveBack(cost(before));
    }
    int cost = cost(topic);
    boolean fits = alias != 0 && topics.size() < limit && octets + cost <= MAX_OCTETS;
    if (!fits || !budget.take(cost)) {
      return false;
    }
    octets += cost;
    topics.put(alias, topic);
    return true;
  }

  private static int cost(String topic) {
    return ENTRY_OCTETS + topic.length();
  }

  private void giveBack(int cost) {
    octets -= cost;
    budget.giveBack(cost);
  }

  @Nullable String topic(int alias) {
    return topics.get(alias);
  }

  void clear() {
    giveBack(octets);
    topics.clear();
  }
}
