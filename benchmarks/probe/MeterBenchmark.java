import io.mudlark.flow.TcpFlags;
import io.mudlark.probe.capture.CaptureReader;
import io.mudlark.probe.capture.LinkType;
import io.mudlark.probe.capture.PcapWriter;
import io.mudlark.probe.meter.MeterConfig;
import io.mudlark.probe.packet.Dissector;
import io.mudlark.probe.packet.PacketView;
import io.mudlark.probe.point.ObservationPoint;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Packets per CPU second of the probe: reading alone, with dissection, and a whole observation point
 * (which reads every file twice). Run it with {@code benchmarks/probe/run}.
 */
public final class MeterBenchmark {
  private static final int ROUNDS = 5;

  private MeterBenchmark() {}

  public static void main(String[] args) throws IOException {
    Path capture;
    if (args.length > 0) {
      capture = Path.of(args[0]);
    } else {
      capture = Files.createTempFile("mudlark-benchmark", ".pcap");
      capture.toFile().deleteOnExit();
      generate(capture, 2_000_000, 50_000);
    }
    System.out.printf(Locale.ROOT, "%-28s %12s %12s %10s%n", "stage", "packets", "packets/cpu-s", "MB/cpu-s");
    for (int round = 1; round <= ROUNDS; round++) {
      measure("read, round " + round, capture, () -> read(capture));
      measure("dissect, round " + round, capture, () -> dissect(capture));
      measure("observe, round " + round, capture, () -> observe(capture));
    }
  }

  private interface Stage {
    long packets() throws IOException;
  }

  private static void measure(String name, Path capture, Stage stage) throws IOException {
    long before = cpuNanos();
    long packets = stage.packets();
    double seconds = (cpuNanos() - before) / 1e9;
    double megabytes = Files.size(capture) / 1e6;
    System.out.printf(
        Locale.ROOT, "%-28s %12d %,12.0f %10.0f%n", name, packets, packets / seconds, megabytes / seconds);
  }

  /** All threads of the process, garbage collection and compilation included. */
  private static long cpuNanos() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private static long read(Path capture) throws IOException {
    long packets = 0;
    try (CaptureReader reader = CaptureReader.open(capture)) {
      while (reader.next()) {
        packets++;
      }
    }
    return packets;
  }

  private static long dissect(Path capture) throws IOException {
    long packets = 0;
    Dissector dissector = new Dissector();
    PacketView view = new PacketView();
    try (CaptureReader reader = CaptureReader.open(capture)) {
      while (reader.next()) {
        dissector.dissect(reader.packet(), view);
        packets++;
      }
    }
    return packets;
  }

  private static long observe(Path capture) {
    long[] flows = new long[1];
    try (ObservationPoint point =
        ObservationPoint.open("bench", List.of(capture), MeterConfig.DEFAULT, System.err::println)) {
      boolean more = true;
      while (more) {
        more = point.advance(observation -> flows[0]++);
      }
      return point.packetsRead();
    }
  }

  /** TCP and UDP conversations, 40 packets each on average, 20,000 packets per second. */
  private static void generate(Path capture, int packets, int conversations) throws IOException {
    Random random = new Random(1);
    byte[][] sizes = {frame(40), frame(120), frame(600), frame(1400)};
    try (PcapWriter writer =
        new PcapWriter(
            Files.newOutputStream(capture), LinkType.ETHERNET, PcapWriter.Resolution.MICROSECONDS)) {
      for (int i = 0; i < packets; i++) {
        int conversation = random.nextInt(conversations);
        boolean back = random.nextBoolean();
        byte[] frame = sizes[random.nextInt(8) % sizes.length];
        ByteBuffer packet = ByteBuffer.wrap(frame);
        int device = 0x0A000000 | conversation % 500;
        int server = 0x5DB80000 | conversation / 50;
        packet.putInt(26, back ? server : device).putInt(30, back ? device : server);
        int port = 32_768 + conversation % 20_000;
        packet.putShort(34, (short) (back ? 443 : port)).putShort(36, (short) (back ? port : 443));
        frame[23] = (byte) (conversation % 5 == 0 ? 17 : 6);
        frame[47] = (byte) TcpFlags.ACK;
        writer.write(1_700_000_000_000_000_000L + i * 50_000L, frame);
      }
    }
  }

  private static byte[] frame(int ipOctets) {
    ByteBuffer frame = ByteBuffer.allocate(14 + ipOctets);
    frame.putShort(12, (short) 0x0800).put(14, (byte) 0x45).putShort(16, (short) ipOctets);
    frame.put(46, (byte) 0x50);
    return frame.array();
  }
}
