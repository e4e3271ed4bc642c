package io.mudlark.process.flink;

import io.mudlark.process.file.MalformedFile;
import io.mudlark.process.infer.CaseInference;
import io.mudlark.process.live.ConformanceModel;
import io.mudlark.process.live.ModelFile;
import io.mudlark.process.live.OnlineChecker;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
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
  private final Map<Long, Ready> ready = new HashMap<>();
  private boolean restored;

  /** A model, and what is made of it. */
  private record Ready(ConformanceModel model, OnlineChecker checker, CaseInference inference) {
    static Ready of(String text) throws IOException {
      ConformanceModel model = ModelFile.read(text, "process model");
      return new Ready(model, new OnlineChecker(model), new CaseInference(model.links()));
    }
  }

  ModelsInForce(String first) {
    texts.put(FIRST, first);
  }

  /**
   * After a restore the models are in broadcast state: takes them over, once. The one at the
   * beginning is there too as soon as a run is told of models, so that a case is judged by the
   * model it began with even when the run starts with another one after a pause.
   */
  void restore(ReadOnlyBroadcastState<Long, String> state) throws Exception {
    if (!restored) {
      for (Map.Entry<Long, String> entry : state.immutableEntries()) {
        put(entry.getKey(), entry.getValue());
      }
      restored = true;
    }
  }

  /**
   * Takes a later model, and puts it into broadcast state; the latest one again changes nothing.
   *
   * @return whether it can be used
   */
  boolean take(ModelUpdate update, BroadcastState<Long, String> state) throws Exception {
    restore(state);
    if (!state.contains(FIRST)) {
      state.put(FIRST, Objects.requireNonNull(texts.get(FIRST)));
    }
    if (problem(update.json()) != null) {
      return false;
    }
    if (texts.lastEntry().getValue().equals(update.json())) {
      return true;
    }
    put(update.effectiveNanos(), update.json());
    state.put(update.effectiveNanos(), update.json());
    if (texts.size() > MAX_MODELS + 1) {
      Long oldest = texts.higherKey(FIRST);
      if (oldest != null) {
        texts.remove(oldest);
        ready.remove(oldest);
        state.remove(oldest);
      }
    }
    return true;
  }

  private void put(long time, String text) {
    texts.put(time, text);
    ready.remove(time);
  }

  /** The time of the model that holds at a time. */
  long at(long nanos) {
    Long key = texts.floorKey(nanos);
    return key == null ? FIRST : key;
  }

  /** The checker of the model of a time that {@link #at} gave; null when it has gone since. */
  @Nullable OnlineChecker checker(long time) throws IOException {
    Ready it = ready(time);
    return it == null ? null : it.checker();
  }

  /** The model that holds at a time. */
  ConformanceModel modelAt(long nanos) throws IOException {
    return held(nanos).model();
  }

  /** What tells cases by the links of the model that holds at a time. */
  CaseInference inferenceAt(long nanos) throws IOException {
    return held(nanos).inference();
  }

  private Ready held(long nanos) throws IOException {
    Ready it = ready(at(nanos));
    if (it == null) {
      throw new IllegalStateException("the model of the beginning has gone");
    }
    return it;
  }

  private @Nullable Ready ready(long time) throws IOException {
    Ready made = ready.get(time);
    String text = texts.get(time);
    if (made == null && text != null) {
      made = Ready.of(text);
      ready.put(time, made);
    }
    return made;
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
