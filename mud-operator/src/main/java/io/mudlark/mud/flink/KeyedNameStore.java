package io.mudlark.mud.flink;

import io.mudlark.mud.match.NameStore;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.util.FlinkRuntimeException;
import org.jspecify.annotations.Nullable;

/** The name table of the current key, in keyed state. */
final class KeyedNameStore implements NameStore {
  private final MapState<String, long[]> state;

  KeyedNameStore(MapState<String, long[]> state) {
    this.state = state;
  }

  @Override
  public long @Nullable [] get(String name) {
    try {
      return state.get(name);
    } catch (Exception e) {
      throw unreadable(e);
    }
  }

  @Override
  public void put(String name, long[] value) {
    try {
      state.put(name, value);
    } catch (Exception e) {
      throw unreadable(e);
    }
  }

  @Override
  public void remove(String name) {
    try {
      state.remove(name);
    } catch (Exception e) {
      throw unreadable(e);
    }
  }

  @Override
  public Map<String, long[]> all() {
    Map<String, long[]> copy = new HashMap<>();
    try {
      for (Map.Entry<String, long[]> entry : state.entries()) {
        copy.put(entry.getKey(), entry.getValue());
      }
    } catch (Exception e) {
      throw unreadable(e);
    }
    return copy;
  }

  /** Flink's state methods declare the bare Exception. */
  private static FlinkRuntimeException unreadable(Exception cause) {
    return new FlinkRuntimeException("the table of names cannot be used", cause);
  }
}
