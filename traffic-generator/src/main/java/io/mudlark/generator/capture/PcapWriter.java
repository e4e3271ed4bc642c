package io.mudlark.generator.capture;

import java.io.IOException;
import java.io.OutputStream;

/** A classic pcap file of Ethernet frames, with times in micro- or nanoseconds. */
public final class PcapWriter implements CaptureWriter {
  /** How fine the times of a file are; what is finer is cut off. */
  public enum Resolution {
    MICROSECONDS(0xA1B2_C3D4, 1_000),
    NANOSECONDS(0xA1B2_3C4D, 1);

    private final int magic;
    private final int nanosPerUnit;

    Resolution(int magic, int nanosPerUnit) {
      this.magic = magic;
      this.nanosPerUnit = nanosPerUnit;
    }
  }

  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final BlockBuffer out;
  private final Resolution resolution;

  /** Begins a file; {@code out} is closed by {@link #close}. */
  public PcapWriter(OutputStream out, Resolution resolution) throws IOException {
    this.out = new BlockBuffer(out);
    this.resolution = resolution;
    this.out.require(24);
    this.out.u32(resolution.magic);
    this.out.u16(2);
    this.out.u16(4);
    this.out.u32(0);
    this.out.u32(0);
    this.out.u32(262_144);
    this.out.u32(1);
  }

  @Override
  public void write(long nanos, byte[] octets, int length) throws IOException {
    out.require(16 + length);
    out.u32((int) (nanos / NANOS_PER_SECOND));
    out.u32((int) (nanos % NANOS_PER_SECOND) / resolution.nanosPerUnit);
    out.u32(length);
    out.u32(length);
    out.bytes(octets, length);
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
