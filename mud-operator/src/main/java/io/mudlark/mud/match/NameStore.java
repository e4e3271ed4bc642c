package io.mudlark.mud.match;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where {@link NameBindings} keeps its table: names, each with an array whose content only
 * NameBindings understands. An operator backs it by keyed state.
 */
public interface NameStore {
  /** The array of a name, or null. */
  long @Nullable [] get(String name);

  void put(String name, long[] value);

  void remove(String name);

  /** A copy of the whole table, in any order. */
  Map<String, long[]> all();

  /** A store in memory. */
  static NameStore inMemory() {
    Map<String, long[]> table = new HashMap<>();
    return new NameStore() {
      @Override
      public long @Nullable [] get(String name) {
        return table.get(name);
      }

      @Override
      public void put(String name, long[] value) {
        table.put(name, value);
      }

      @Override
      public void remove(String name) {
        table.remove(name);
      }

      @Override
      public Map<String, long[]> all() {
        return Map.copyOf(table);
      }
    };
  }
}
