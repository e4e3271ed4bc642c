package io.mudlark.mud.match;

import io.mudlark.flow.IpAddress;
import io.mudlark.flow.NameBinding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What DNS names mean to one device, learnt from the answers it got.
 *
 * <p>A binding holds from the answer on for {@code max(TTL, floor) + hold}, and an accepted flow
 * that used it prolongs it to {@code end + floor + hold}, so that a connection that outlives many
 * TTLs stays accepted. It begins at the whole millisecond of the answer, because exporters stamp
 * flow starts no finer. Answers must be added in the order of their times. Names of the hosts file
 * hold always.
 */
public final class NameBindings implements NameView {
  private static final int FIELDS = 5;
  private static final int FROM = 3;
  private static final int UNTIL = 4;
  private static final long NANOS_PER_MILLI = 1_000_000L;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  /** No DNS name is empty: under it stands how many addresses are kept. */
  private static final String SIZE = "";

  private final NameTiming timing;
  private final HostsFile hosts;
  private final NameStore store;

  public NameBindings(NameTiming timing, HostsFile hosts, NameStore store) {
    this.timing = timing;
    this.hosts = hosts;
    this.store = store;
  }

  /**
   * Learns an answer.
   *
   * @return how many addresses had to be forgotten before their time to make room, normally 0
   */
  public int add(NameBinding binding) {
    if (binding.name().isEmpty() || binding.addresses().isEmpty()) {
      return 0;
    }
    long from = Math.floorDiv(binding.timeNanos(), NANOS_PER_MILLI) * NANOS_PER_MILLI;
    long ttl = Math.min(binding.ttlSeconds(), Integer.MAX_VALUE) * NANOS_PER_SECOND;
    long until = from + Math.max(ttl, timing.floor().toNanos()) + timing.hold().toNanos();
    long[] old = store.get(binding.name());
    long[] table = old == null ? new long[0] : old;
    for (IpAddress address : binding.addresses()) {
      table = with(table, address, from, until);
    }
    store.put(binding.name(), table);
    int grown = (table.length - (old == null ? 0 : old.length)) / FIELDS;
    int size = size() + grown;
    setSize(size);
    return size > timing.maxAddresses() ? makeRoom(from) : 0;
  }

  /** Prolongs a binding that an accepted flow used. */
  public void renew(String name, IpAddress address, long flowStartNanos, long flowEndNanos) {
    long[] table = store.get(name);
    int row = table == null ? -1 : row(table, address);
    if (table == null || row < 0 || !covers(table, row, flowStartNanos)) {
      return;
    }
    long until = flowEndNanos + timing.floor().toNanos() + timing.hold().toNanos();
    if (until > table[row + UNTIL]) {
      long[] renewed = table.clone();
      renewed[row + UNTIL] = until;
      store.put(name, renewed);
    }
  }

  @Override
  public boolean known(String name, long atNanos) {
    return !hosts.addresses(name).isEmpty() || isKnown(store.get(name), atNanos);
  }

  @Override
  public boolean resolves(String name, IpAddress address, long atNanos) {
    return resolution(name, address, atNanos) == Resolution.RESOLVES;
  }

  @Override
  public Resolution resolution(String name, IpAddress address, long atNanos) {
    List<IpAddress> pinned = hosts.addresses(name);
    if (pinned.contains(address)) {
      return Resolution.RESOLVES;
    }
    long[] table = store.get(name);
    int row = table == null ? -1 : row(table, address);
    if (table != null && row >= 0 && covers(table, row, atNanos)) {
      return Resolution.RESOLVES;
    }
    boolean known = !pinned.isEmpty() || isKnown(table, atNanos);
    return known ? Resolution.OTHER_ADDRESSES : Resolution.UNKNOWN;
  }

  private static boolean isKnown(long @Nullable [] table, long atNanos) {
    for (int row = 0; table != null && row < table.length; row += FIELDS) {
      if (covers(table, row, atNanos)) {
        return true;
      }
    }
    return false;
  }

  /** How many addresses are kept. */
  public int size() {
    long[] size = store.get(SIZE);
    return size == null ? 0 : (int) size[0];
  }

  private void setSize(int size) {
    store.put(SIZE, new long[] {size});
  }

  /** Adds an address, or prolongs it when its times touch within the longest flow. */
  private long[] with(long[] table, IpAddress address, long from, long until) {
    int row = row(table, address);
    if (row < 0) {
      long[] longer = Arrays.copyOf(table, table.length + FIELDS);
      longer[table.length] = address.version();
      longer[table.length + 1] = address.high();
      longer[table.length + 2] = address.low();
      longer[table.length + FROM] = from;
      longer[table.length + UNTIL] = until;
      return longer;
    }
    long[] changed = table.clone();
    if (table[row + UNTIL] + timing.hold().toNanos() < from) {
      changed[row + FROM] = from;
      changed[row + UNTIL] = until;
    } else {
      changed[row + UNTIL] = Math.max(until, table[row + UNTIL]);
    }
    return changed;
  }

  private static int row(long[] table, IpAddress address) {
    for (int row = 0; row < table.length; row += FIELDS) {
      if (table[row + 2] == address.low()
          && table[row + 1] == address.high()
          && table[row] == address.version()) {
        return row;
      }
    }
    return -1;
  }

  private static boolean covers(long[] table, int row, long atNanos) {
    return table[row + FROM] <= atNanos && atNanos <= table[row + UNTIL];
  }

  /**
   * Forgets what has expired, and when that is not enough the addresses that would expire first,
   * down to seven eighths of the limit, so that a flood of names does not sort at every answer.
   */
  private int makeRoom(long nowNanos) {
    List<Kept> kept = new ArrayList<>();
    for (Map.Entry<String, long[]> entry : store.all().entrySet()) {
      for (int row = 0; row < entry.getValue().length && !entry.getKey().isEmpty(); row += FIELDS) {
        kept.add(new Kept(entry.getKey(), entry.getValue(), row));
      }
    }
    kept.sort(
        Comparator.comparingLong(Kept::until)
            .thenComparing(Kept::name)
            .thenComparing(Kept::address));
    int most = Math.max(1, timing.maxAddresses() - timing.maxAddresses() / 8);
    int tooEarly = 0;
    int gone = 0;
    for (Kept candidate : kept) {
      boolean expired = candidate.until() + timing.hold().toNanos() < nowNanos;
      if (!expired && kept.size() - gone <= most) {
        break;
      }
      forget(candidate);
      gone++;
      tooEarly += expired ? 0 : 1;
    }
    setSize(kept.size() - gone);
    return tooEarly;
  }

  private void forget(Kept kept) {
    long @Nullable [] table = store.get(kept.name());
    int row = table == null ? -1 : row(table, kept.address());
    if (table == null || row < 0) {
      return;
    }
    if (table.length == FIELDS) {
      store.remove(kept.name());
      return;
    }
    long[] shorter = new long[table.length - FIELDS];
    System.arraycopy(table, 0, shorter, 0, row);
    System.arraycopy(table, row + FIELDS, shorter, row, shorter.length - row);
    store.put(kept.name(), shorter);
  }

  /** One address of one name. */
  private record Kept(String name, IpAddress address, long until) {
    Kept(String name, long[] table, int row) {
      this(
          name,
          new IpAddress((int) table[row], table[row + 1], table[row + 2]),
          table[row + UNTIL]);
    }
  }
}
