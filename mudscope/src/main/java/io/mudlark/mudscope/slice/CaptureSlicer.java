package io.mudlark.mudscope.slice;

import io.mudlark.mudscope.input.UnusableInput;
import io.mudlark.probe.capture.CaptureReader;
import io.mudlark.probe.capture.CapturedPacket;
import io.mudlark.probe.capture.InputProblem;
import io.mudlark.probe.capture.PcapWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a capture into slices of equal time, as {@code editcap -i} does.
 *
 * <p>The first slice begins with the first packet; a packet that is later than the end of a slice
 * opens the next one, and those between that have none are empty files. A packet with an earlier
 * time than the slice stays in it. Slices are classic pcap, whatever the input is.
 */
public final class CaptureSlicer implements Closeable {
  /** pcap keeps seconds in 32 bits. */
  private static final long LAST_SECOND = 0xFFFF_FFFFL;

  private static final long NANOS = 1_000_000_000L;

  /**
   * What was done.
   *
   * @param slices files written
   * @param packets packets in them
   * @param leftOut packets without a time that pcap can hold
   */
  public record Summary(int slices, long packets, long leftOut) {}

  private final Path input;
  private final SliceNames names;
  private final long intervalNanos;
  private final SlicePlan plan;
  private @Nullable PcapWriter writer;
  private long endNanos;
  private int slices;
  private long packets;
  private long leftOut;

  private CaptureSlicer(Path input, Path output, Duration interval) throws IOException {
    this.input = input;
    this.names = new SliceNames(output);
    this.intervalNanos = interval.toNanos();
    this.plan = SlicePlan.of(input);
  }

  /**
   * Slices a capture.
   *
   * @param output what the slices are named after; existing files of their names are replaced
   * @param interval length of a slice, more than 0
   * @param problems takes one line for each thing that is wrong with the input
   * @throws IOException when the input cannot be read, would need more than 100,000 slices or is
   *     one of them; its message names the file
   */
  public static Summary slice(Path input, Path output, Duration interval, Consumer<String> problems)
      throws IOException {
    if (interval.isZero() || interval.isNegative()) {
      throw new IllegalArgumentException("a slice lasts longer than " + interval);
    }
    try (CaptureSlicer slicer = new CaptureSlicer(input, output, interval)) {
      return slicer.run(problems);
    }
  }

  private Summary run(Consumer<String> problems) throws IOException {
    try (CaptureReader reader = CaptureReader.open(input)) {
      while (reader.next()) {
        add(reader.packet());
      }
      InputProblem problem = reader.problem();
      if (problem != null) {
        problems.accept(problem.toString());
      }
    }
    if (leftOut > 0) {
      problems.accept(input + ": " + leftOut + " packets left out: no time that pcap can hold");
    }
    return new Summary(slices, packets, leftOut);
  }

  private void add(CapturedPacket packet) throws IOException {
    long nanos = packet.timeNanos();
    if (nanos < 0 || Math.floorDiv(nanos, NANOS) > LAST_SECOND) {
      leftOut++;
      return;
    }
    PcapWriter slice = slice(nanos);
    slice.write(packet);
    packets++;
  }

  /** The slice for a packet of this time, with the empty ones before it. */
  private PcapWriter slice(long nanos) throws IOException {
    PcapWriter slice = writer;
    if (slice == null) {
      endNanos = end(nanos);
      slice = open(nanos);
    }
    if (nanos > endNanos) {
      requireNames((nanos - endNanos - 1) / intervalNanos + 1);
    }
    while (nanos > endNanos) {
      endNanos = end(endNanos);
      slice.close();
      slice = open(nanos);
    }
    return slice;
  }

  private long end(long from) {
    return from > Long.MAX_VALUE - intervalNanos ? Long.MAX_VALUE : from + intervalNanos;
  }

  /** Refuses before any is written, so that a wrong clock does not fill the disk with nothing. */
  private void requireNames(long more) throws UnusableInput {
    if (more > SliceNames.MAX_SLICES - slices) {
      throw new UnusableInput(
          input + ": needs more than " + SliceNames.MAX_SLICES + " slices of this length");
    }
  }

  private PcapWriter open(long nanos) throws IOException {
    Path file = names.of(slices, nanos);
    if (Files.exists(file) && Files.isSameFile(file, input)) {
      throw new UnusableInput(input + ": would be replaced by one of its slices");
    }
    if (slices == 0 && file.getParent() != null) {
      Files.createDirectories(file.getParent());
    }
    PcapWriter opened =
        new PcapWriter(Files.newOutputStream(file), plan.linkType(), plan.resolution());
    writer = opened;
    slices++;
    return opened;
  }

  @Override
  public void close() throws IOException {
    if (writer != null) {
      writer.close();
      writer = null;
    }
  }
}
