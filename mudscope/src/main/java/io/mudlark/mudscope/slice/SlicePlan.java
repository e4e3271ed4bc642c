package io.mudlark.mudscope.slice;

import io.mudlark.mudscope.input.UnusableInput;
import io.mudlark.probe.capture.CaptureReader;
import io.mudlark.probe.capture.CapturedPacket;
import io.mudlark.probe.capture.PcapWriter.Resolution;
import java.io.IOException;
import java.nio.file.Path;

/**
 * What has to be known of a capture before it can be written as classic pcap.
 *
 * @param linkType of all its packets
 * @param resolution nanoseconds only when a packet needs them
 */
record SlicePlan(int linkType, Resolution resolution) {
  private static final long NANOS_PER_MICRO = 1000;

  /**
   * Looks through the capture once.
   *
   * @throws UnusableInput when it holds packets of several link types
   */
  static SlicePlan of(Path capture) throws IOException {
    Resolution resolution = Resolution.MICROSECONDS;
    int linkType = 0;
    long packets = 0;
    try (CaptureReader reader = CaptureReader.open(capture)) {
      CapturedPacket packet = reader.packet();
      while (reader.next()) {
        if (packets++ == 0) {
          linkType = packet.linkType();
        }
        if (packet.linkType() != linkType) {
          throw new UnusableInput(
              capture
                  + ": offset "
                  + packet.position()
                  + ": holds packets of link types "
                  + linkType
                  + " and "
                  + packet.linkType()
                  + ", but a slice (pcap) can have one only");
        }
        long nanos = packet.timeNanos();
        if (nanos != CapturedPacket.NO_TIME && nanos % NANOS_PER_MICRO != 0) {
          resolution = Resolution.NANOSECONDS;
        }
      }
    }
    return new SlicePlan(linkType, resolution);
  }
}
