package io.mudlark.probe.point;

import io.mudlark.probe.capture.CaptureReader;
import io.mudlark.probe.capture.CapturedPacket;
import io.mudlark.probe.capture.InputProblem;
import io.mudlark.probe.capture.LinkType;
import io.mudlark.probe.capture.UnreadableCapture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * What one pass over the record headers of a capture tells.
 *
 * @param path the file
 * @param length its octets, inflated when it is compressed
 * @param packets all packets that can be read
 * @param octets what was captured of them
 * @param timed packets with a time
 * @param untimedOctets what was captured of those without
 * @param firstNanos the earliest time; {@link CapturedPacket#NO_TIME} when no packet has one
 * @param lastNanos the latest
 * @param backwards how many packets are earlier than the one before them
 */
record CaptureSummary(
    Path path,
    long length,
    long packets,
    long octets,
    long timed,
    long untimedOctets,
    long firstNanos,
    long lastNanos,
    long backwards) {

  static CaptureSummary of(Path path, Consumer<InputProblem> problems) throws UnreadableCapture {
    try (CaptureReader reader = CaptureReader.open(path)) {
      Map<Integer, Long> strange = new TreeMap<>();
      CaptureSummary summary = scan(path, reader, strange);
      if (!strange.isEmpty()) {
        problems.accept(undissected(path, strange));
      }
      InputProblem problem = reader.problem();
      if (problem != null) {
        problems.accept(problem);
      }
      return summary;
    } catch (UnreadableCapture e) {
      throw e;
    } catch (IOException e) {
      throw UnreadableCapture.of(path, e);
    }
  }

  /** One line a file, however many link types it has. */
  private static InputProblem undissected(Path path, Map<Integer, Long> packets) {
    long sum = packets.values().stream().mapToLong(Long::longValue).sum();
    String some =
        packets.keySet().stream().limit(3).map(LinkType::text).collect(Collectors.joining(", "));
    String more = packets.size() > 3 ? " and " + (packets.size() - 3) + " more" : "";
    String what = sum + " packets of " + some + more + " cannot be dissected";
    return new InputProblem(path.toString(), -1, what);
  }

  /** Link types that are not dissected are counted in {@code strange}, also without a time. */
  private static CaptureSummary scan(Path path, CaptureReader reader, Map<Integer, Long> strange) {
    CapturedPacket packet = reader.packet();
    long packets = 0;
    long octets = 0;
    long timed = 0;
    long untimedOctets = 0;
    long first = CapturedPacket.NO_TIME;
    long last = CapturedPacket.NO_TIME;
    long previous = CapturedPacket.NO_TIME;
    long backwards = 0;
    while (reader.next()) {
      packets++;
      octets += packet.length();
      if (packet.linkType() != LinkType.ETHERNET && !LinkType.isDissected(packet.linkType())) {
        strange.merge(packet.linkType(), 1L, Long::sum);
      }
      long nanos = packet.timeNanos();
      if (nanos == CapturedPacket.NO_TIME) {
        untimedOctets += packet.length();
        continue;
      }
      first = timed == 0 ? nanos : Math.min(first, nanos);
      last = Math.max(last, nanos);
      backwards += nanos < previous ? 1 : 0;
      previous = nanos;
      timed++;
    }
    return new CaptureSummary(
        path, reader.length(), packets, octets, timed, untimedOctets, first, last, backwards);
  }

  boolean isOrdered() {
    return backwards == 0;
  }
}
