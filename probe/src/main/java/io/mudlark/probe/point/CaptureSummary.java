package io.mudlark.probe.point;

import io.mudlark.probe.capture.CaptureReader;
import io.mudlark.probe.capture.CapturedPacket;
import io.mudlark.probe.capture.InputProblem;
import io.mudlark.probe.capture.UnreadableCapture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

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
      CaptureSummary summary = scan(path, reader);
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

  private static CaptureSummary scan(Path path, CaptureReader reader) {
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
