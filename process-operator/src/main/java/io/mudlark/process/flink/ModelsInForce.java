package io.mudlark.process.flink;

import io.mudlark.process.file.MalformedFile;
import io.mudlark.process.live.ModelFile;
import io.mudlark.process.live.OnlineChecker;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The models by the time from which they hold, each made ready when it is first needed. A case is
 * judged to its end by the model that held when it began.
 */
final class ModelsInForce {
  /** Models kept at most; the oldest goes first, but never the one at the beginning. */
  static final int MAX_MODELS = 8;

  /** The time of the model at the beginning. */
  static final long FIRST = Long.MIN_VALUE;

  private final TreeMap<Long, String> texts = new TreeMap<>();
  private final Map<Long, OnlineChecker> checkers = new HashMap<>();

  ModelsInForce(String first) {
    texts.put(FIRST, first);
  }

  /** Takes over all later models, by the time from which they hold. */
  void setLater(Map<Long, String> later) {
    String first = texts.get(FIRST);
    for (Map.Entry<Long, String> entry : later.entrySet()) {
      if (!entry.getValue().equals(texts.get(entry.getKey()))) {
        checkers.remove(entry.getKey());
      }
    }
    texts.clear();
    texts.put(FIRST, first == null ? "" : first);
    texts.putAll(later);
    checkers.keySet().retainAll(texts.keySet());
  }

  /** The time of the model that holds at a time. */
  long at(long nanos) {
    Long key = texts.floorKey(nanos);
    return key == null ? FIRST : key;
  }

  /** The model of a time that {@link #at} gave; null when it has gone since. */
  @Nullable OnlineChecker checker(long time) throws IOException {
    OnlineChecker ready = checkers.get(time);
    String text = texts.get(time);
    if (ready == null && text != null) {
      ready = new OnlineChecker(ModelFile.read(text, "process model"));
      checkers.put(time, ready);
    }
    return ready;
  }

  /** What is wrong with a model, or null. */
  static @Nullable String problem(String json) throws IOException {
    try {
      ModelFile.read(json, "process model");
      return null;
    } catch (MalformedFile e) {
      return String.valueOf(e.getMessage());
    }
  }
}
