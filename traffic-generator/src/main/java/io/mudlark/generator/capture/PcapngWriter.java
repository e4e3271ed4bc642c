package io.mudlark.generator.capture;

import java.io.IOException;
import java.io.OutputStream;

/**
 * A pcapng file of one Ethernet interface with times in nanoseconds (draft-ietf-opsawg-pcapng:
 * section header, interface description, enhanced packets, statistics).
 *
 * <p>All blocks are little-endian and lie on multiples of four octets from the file's start.
 */
public final class PcapngWriter implements CaptureWriter {
  private static final int SECTION_HEADER = 0x0A0D_0D0A;
  private static final int INTERFACE_DESCRIPTION = 1;
  private static final int INTERFACE_STATISTICS = 5;
  private static final int ENHANCED_PACKET = 6;
  private static final int ETHERNET = 1;
  private static final int SNAP_LENGTH = 262_144;

  private static final String APPLICATION = "Mudlark traffic generator (synthetic traffic)";
  private static final int OPTION_APPLICATION = 4;
  private static final int OPTION_NAME = 2;
  private static final int OPTION_DESCRIPTION = 3;
  private static final int OPTION_RESOLUTION = 9;
  private static final int OPTION_RECEIVED = 4;

  private final BlockBuffer out;
  private long packets;
  private long lastNanos;

  /**
   * Begins a file.
   *
   * @param out closed by {@link #close}
   * @param name the interface's name, as {@code if_name}
   * @param description what was observed there, as {@code if_description}
   */
  public PcapngWriter(OutputStream out, String name, String description) throws IOException {
    this.out = new BlockBuffer(out);
    section();
    interfaceDescription(name, description);
  }

  private void section() throws IOException {
    int length = 28 + BlockBuffer.optionOctets(APPLICATION) + 4;
    begin(SECTION_HEADER, length);
    out.u32(0x1A2B_3C4D);
    out.u16(1);
    out.u16(0);
    out.u32(-1);
    out.u32(-1);
    out.option(OPTION_APPLICATION, APPLICATION);
    out.u32(0);
    out.u32(length);
  }

  private void interfaceDescription(String name, String description) throws IOException {
    int length =
        20 + BlockBuffer.optionOctets(name) + BlockBuffer.optionOctets(description) + 8 + 4;
    begin(INTERFACE_DESCRIPTION, length);
    out.u16(ETHERNET);
    out.u16(0);
    out.u32(SNAP_LENGTH);
    out.option(OPTION_NAME, name);
    out.option(OPTION_DESCRIPTION, description);
    out.u16(OPTION_RESOLUTION);
    out.u16(1);
    out.u32(9);
    out.u32(0);
    out.u32(length);
  }

  @Override
  public void write(long nanos, byte[] octets, int length) throws IOException {
    int blockLength = 32 + ((length + 3) & ~3);
    begin(ENHANCED_PACKET, blockLength);
    out.u32(0);
    time(nanos);
    out.u32(length);
    out.u32(length);
    out.padded(octets, length);
    out.u32(blockLength);
    packets++;
    lastNanos = nanos;
  }

  /** Writes how many packets there were, and closes the file. */
  @Override
  public void close() throws IOException {
    try (out) {
      int length = 20 + 12 + 4 + 4;
      begin(INTERFACE_STATISTICS, length);
      out.u32(0);
      time(lastNanos);
      out.u16(OPTION_RECEIVED);
      out.u16(8);
      out.u32((int) packets);
      out.u32((int) (packets >>> 32));
      out.u32(0);
      out.u32(length);
    }
  }

  private void begin(int type, int length) throws IOException {
    out.require(length);
    out.u32(type);
    out.u32(length);
  }

  private void time(long nanos) {
    out.u32((int) (nanos >>> 32));
    out.u32((int) nanos);
  }
}
