package io.mudlark.mudscope.mudgen.learn;

import io.mudlark.flow.IpAddress;
import io.mudlark.flow.NameBinding;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Which name a device asked for before it used an address. */
final class AskedNames {
  static final int MAX_BINDINGS = 1 << 16;

  /** Per address the names by the time of the answer. */
  private final Map<IpAddress, TreeMap<Long, String>> names = new HashMap<>();

  private int bindings;
  private long refused;

  /** Of a name and its aliases the first one counts, which is the one asked for. */
  void add(NameBinding binding) {
    for (IpAddress address : binding.addresses()) {
      if (bindings == MAX_BINDINGS) {
        refused++;
        return;
      }
      TreeMap<Long, String> times = names.computeIfAbsent(address, a -> new TreeMap<>());
      if (times.putIfAbsent(binding.timeNanos(), binding.name()) == null) {
        bindings++;
      }
    }
  }

  /** The last name before a time, or the first one after it. */
  @Nullable String name(IpAddress address, long atNanos) {
    TreeMap<Long, String> times = names.get(address);
    if (times == null) {
      return null;
    }
    Map.Entry<Long, String> before = times.floorEntry(atNanos);
    return before == null ? times.firstEntry().getValue() : before.getValue();
  }

  /** Answers that did not fit in any more. */
  long refused() {
    return refused;
  }
}
