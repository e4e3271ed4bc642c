package io.mudlark.mud.flink;

import io.mudlark.mud.match.NameStore;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.util.FlinkRuntimeException;
import org.jspecify.annotations.Nullable;

/**
 * The name table of the current key, in keyed state.
 *
 * <p>A flow that no entry accepts asks for the same few names once per entry: what was asked for is
 * remembered until {@link #forget} or a change.
 */
final class KeyedNameStore implements NameStore {
  private static final long[] NOTHING = {};

  private final MapState<String, long[]> state;
  private final Map<String, long[]> asked = new HashMap<>();

  KeyedNameStore(MapState<String, long[]> state) {
    this.state = state;
  }

  @Override
  public long @Nullable [] get(String name) {
    long[] known = asked.get(name);
    if (known != null) {
      return known == NOTHING ? null : known;
    }
    try {
      long[] value = state.get(name);
      asked.put(name, value == null ? NOTHING : value);
      return value;
    } catch (Exception e) {
      throw unreadable(e);
    }
  }

  /** To be called whenever the key may have changed. */
  void forget() {
    asked.clear();
  }

  @Override
  public void put(String name, long[] value) {
    asked.remove(name);
    try {
      state.put(name, value);
    } catch (Exception e) {
      throw unreadable(e);
    }
  }

  @Override
  public void remove(String name) {
    asked.remove(name);
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
