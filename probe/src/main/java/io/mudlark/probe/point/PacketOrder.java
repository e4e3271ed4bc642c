package io.mudlark.probe.point;

import io.mudlark.probe.capture.CaptureReader;
import io.mudlark.probe.capture.CapturedPacket;
import java.util.Arrays;

/** Where the packets of an unordered capture are, in order of time; equal times as in the file. */
final class PacketOrder {
  private final long[] times;
  private final long[] positions;
  private final int[] sources;
  private final int[] order;

  private PacketOrder(long[] times, long[] positions, int[] sources) {
    this.times = times;
    this.positions = positions;
    this.sources = sources;
    this.order = new int[times.length];
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    sort();
  }

  /** Reads through the capture, of which {@code timed} packets have a time. */
  static PacketOrder of(CaptureReader reader, int timed) {
    long[] times = new long[timed];
    long[] positions = new long[timed];
    int[] sources = new int[timed];
    CapturedPacket packet = reader.packet();
    int count = 0;
    while (count < timed && reader.next()) {
      if (packet.timeNanos() != CapturedPacket.NO_TIME) {
        times[count] = packet.timeNanos();
        positions[count] = packet.position();
        sources[count] = packet.source();
        count++;
      }
    }
    return new PacketOrder(
        Arrays.copyOf(times, count),
        Arrays.copyOf(positions, count),
        Arrays.copyOf(sources, count));
  }

  int size() {
    return order.length;
  }

  /** Shows the packet at this rank. */
  void show(int rank, CaptureReader reader) {
    int index = order[rank];
    reader.read(positions[index], sources[index]);
    reader.packet().stamp(times[index], reader.packet().linkType());
  }

  /**
   * Merges runs that are in order already: captures are nearly so, which makes this nearly linear.
   */
  private void sort() {
    int[] from = order.clone();
    int[] to = order;
    int runs = Integer.MAX_VALUE;
    while (runs > 1) {
      runs = 0;
      int start = 0;
      while (start < from.length) {
        int middle = runEnd(from, start);
        int end = middle < from.length ? runEnd(from, middle) : middle;
        merge(from, start, middle, end, to);
        start = end;
        runs++;
      }
      System.arraycopy(to, 0, from, 0, from.length);
    }
  }

  private int runEnd(int[] from, int start) {
    int end = start + 1;
    while (end < from.length && times[from[end - 1]] <= times[from[end]]) {
      end++;
    }
    return end;
  }

  private void merge(int[] from, int start, int middle, int end, int[] to) {
    int left = start;
    int right = middle;
    for (int i = start; i < end; i++) {
      boolean takeLeft = left < middle && (right >= end || times[from[left]] <= times[from[right]]);
      to[i] = takeLeft ? from[left++] : from[right++];
    }
  }
}
