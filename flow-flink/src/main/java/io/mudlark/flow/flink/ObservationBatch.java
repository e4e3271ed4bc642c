package io.mudlark.flow.flink;

import io.mudlark.site.DeviceId;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Observations of one device, written one behind the other: so they travel to the worker that
 * judges the device, and so they wait there for their time.
 *
 * <p>As objects a flow is a dozen of them, which the collector moves about while they wait;
 * written, it is about a hundred octets, which a checkpoint takes as they are. Each observation
 * begins with its length and its time, by which it is found without being read: see {@link
 * ObservationPacker}.
 *
 * <p>Observations are only ever added. So a copy shares the octets with the original and costs
 * nothing; of the two only one may be added to.
 */
public final class ObservationBatch {
  /** Octets before an observation's own: its length without them, and its time. */
  static final int HEADER = Integer.BYTES + Long.BYTES;

  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final int FIRST_ROOM = 256;

  private final DeviceId device;
  private byte[] octets;
  private int length;
  private int count;

  /** A batch without observations. */
  public ObservationBatch(DeviceId device) {
    this(device, new byte[FIRST_ROOM], 0, 0);
  }

  ObservationBatch(DeviceId device, byte[] octets, int length, int count) {
    this.device = device;
    this.octets = octets;
    this.length = length;
    this.count = count;
  }

  /** Whom all observations concern. */
  public DeviceId device() {
    return device;
  }

  /** How many observations there are. */
  public int count() {
    return count;
  }

  /** Where the last observation ends; the first begins at 0. */
  public int length() {
    return length;
  }

  /** The event time of the observation that begins at a place, nanoseconds since the epoch. */
  public long timeNanos(int at) {
    return (long) LONGS.get(octets, at + Integer.BYTES);
  }

  /** Where the observation behind the one that begins at a place begins. */
  public int after(int at) {
    return at + HEADER + (int) INTS.get(octets, at);
  }

  /**
   * Adds observations of another batch of the same device.
   *
   * @param from where the first of them begins
   * @param to where the last of them ends
   * @param added how many they are
   */
  public void addAll(ObservationBatch other, int from, int to, int added) {
    append(other.octets, from, to - from, added);
  }

  void append(byte[] written, int from, int size, int added) {
    int needed = Math.addExact(length, size);
    if (needed > octets.length) {
      long twice = 2L * octets.length;
      octets =
          Arrays.copyOf(octets, (int) Math.min(Integer.MAX_VALUE - 8, Math.max(needed, twice)));
    }
    System.arraycopy(written, from, octets, length, size);
    length = needed;
    count += added;
  }

  byte[] octets() {
    return octets;
  }

  /** These observations, to which others can be added without a trace in this batch. */
  ObservationBatch copy() {
    return new ObservationBatch(device, octets, length, count);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ObservationBatch that
        && device.equals(that.device)
        && count == that.count
        && Arrays.equals(octets, 0, length, that.octets, 0, that.length);
  }

  @Override
  public int hashCode() {
    int hash = device.hashCode();
    for (int i = 0; i < length; i++) {
      hash = 31 * hash + octets[i];
    }
    return hash;
  }

  @Override
  public String toString() {
    return count + " observations of " + device;
  }
}
