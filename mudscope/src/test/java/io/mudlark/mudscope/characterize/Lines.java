package io.mudlark.mudscope.characterize;

import io.mudlark.mudscope.netflows.FlowColumn;
import io.mudlark.mudscope.netflows.FlowCsv;
import io.mudlark.mudscope.netflows.FlowLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Flow lines of a made-up window, tables and references of them. */
public final class Lines {
  private static final long NOON = 1_637_236_800_000_000_000L;
  private static final long SECOND = 1_000_000_000L;

  private Lines() {}

  /** A SYN from a stranger to the device that nobody answers, so many seconds after noon. */
  public static FlowLine probe(int second, int port) {
    return line(second, "198.51.100.7", "192.168.1.20", port, 1, 0, 44, "......S.", 2);
  }

  /** Ten packets of the device to a server. */
  public static FlowLine talk(int second, int port) {
    return line(second, "192.168.1.20", "203.0.113.9", port, 10, 8, 5000, "...AP.SF", 27);
  }

  private static FlowLine line(
      int second,
      String source,
      String destination,
      int port,
      int in,
      int out,
      int octets,
      String flags,
      int bits) {
    return new FlowLine(
        NOON + second * SECOND,
        NOON + (second + 2) * SECOND,
        2,
        "TCP",
        source,
        destination,
        40_000,
        port,
        0,
        0,
        in,
        out,
        octets,
        out * 60,
        flags,
        bits,
        bits,
        "I",
        octets * 4.0,
        in / 2.0,
        (double) octets / in,
        0,
        0,
        0);
  }

  /** A window of a scan between some ordinary flows. */
  public static List<FlowLine> scan(int from, int probes) {
    List<FlowLine> lines = new ArrayList<>();
    for (int i = 0; i < probes; i++) {
      lines.add(probe(from + i / 20, 1000 + i));
    }
    for (int i = 0; i < 6; i++) {
      lines.add(talk(from + i, 443));
    }
    return lines;
  }

  public static Path table(Path folder, String name, List<FlowLine> lines) throws IOException {
    Path file = folder.resolve(name + ".csv");
    FlowCsv.write(file, lines);
    return file;
  }

  public static Path metadata(Path folder, String device) throws IOException {
    return Files.writeString(
        folder.resolve(device + "-meta.json"),
        "{\"device_id\": \"" + device + "\", \"deployment_info\": {\"deployment_id\": \"lab\"}}");
  }

  /** A scaler reference of two rows: every column has mean 1 and deviation 1. */
  public static Path reference(Path folder) throws IOException {
    String zeros = "0,".repeat(FlowColumn.all().size() - 1) + "0";
    return Files.writeString(
        folder.resolve("SCALED.csv"),
        FlowColumn.headerLine() + "\n" + zeros + "\n" + zeros.replace('0', '2') + "\n");
  }

  /** The default stage over tables in a folder. */
  public static CharacterizeStage stage(Path folder, String device) throws IOException {
    return CharacterizeStage.standard(
        metadata(folder, device), reference(folder), folder.resolve("out"), Instant.EPOCH);
  }
}
