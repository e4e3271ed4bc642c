import io.mudlark.flow.FlowRecord;
import io.mudlark.probe.capture.CaptureReader;
import io.mudlark.probe.exchange.ExchangeConfig;
import io.mudlark.probe.exchange.ExchangeMeter;
import io.mudlark.probe.mission.MissionProtocol;
import io.mudlark.probe.mission.MissionWire;
import io.mudlark.probe.mqtt.MqttConfig;
import io.mudlark.probe.mqtt.MqttProtocol;
import io.mudlark.probe.packet.Dissector;
import io.mudlark.probe.packet.Fate;
import io.mudlark.probe.packet.PacketView;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/**
 * Packets and exchanges per CPU second from a capture of MQTT to IPFIX messages, one thread. Run it
 * with {@code benchmarks/probe/run-mqtt}.
 */
public final class MqttBenchmark {
  private static final int WARM_UP = 12;
  private static final int ROUNDS = 9;

  private MqttBenchmark() {}

  public static void main(String[] args) throws IOException {
    Path capture = Path.of(args[0]);
    System.out.printf(
        Locale.ROOT,
        "%-22s %9s %9s %12s %14s %14s %12s%n",
        "stage", "packets", "messages", "CPU s (med.)", "packets/CPU-s", "messages/CPU-s", "B/packet");
    row("read and dissect", capture, Mode.DISSECT);
    row("exchanges", capture, Mode.EXCHANGES);
    row("exchanges to messages", capture, Mode.MESSAGES);
    row("--compat mission", capture, Mode.MISSION);
  }

  private enum Mode { DISSECT, EXCHANGES, MESSAGES, MISSION }

  private static final class Sink {
    private final MissionWire wire = new MissionWire(false);
    private final boolean encode;
    private long messages;
    private long octets;

    Sink(boolean encode) {
      this.encode = encode;
    }

    void take(FlowRecord flow) {
      messages++;
      if (encode && MissionWire.accepts(flow)) {
        octets += wire.encode(flow, 1).length;
      }
    }
  }

  private static void row(String name, Path capture, Mode mode) throws IOException {
    double[] seconds = new double[ROUNDS];
    long packets = 0;
    long messages = 0;
    long allocated = 0;
    for (int round = -WARM_UP; round < ROUNDS; round++) {
      Sink sink = new Sink(mode == Mode.MESSAGES || mode == Mode.MISSION);
      com.sun.management.ThreadMXBean threads =
          (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
      long bytes = threads.getCurrentThreadAllocatedBytes();
      long before = processCpuNanos();
      packets = pass(capture, mode, sink);
      if (round >= 0) {
        seconds[round] = (processCpuNanos() - before) / 1e9;
        allocated = threads.getCurrentThreadAllocatedBytes() - bytes;
      }
      messages = sink.messages;
    }
    java.util.Arrays.sort(seconds);
    double median = seconds[ROUNDS / 2];
    System.out.printf(
        Locale.ROOT,
        "%-22s %,9d %,9d %12.4f %,14.0f %,14.0f %12d%n",
        name, packets, messages, median, packets / median, messages / median, allocated / packets);
  }

  /** All threads of the process, garbage collection and compilation included. */
  private static long processCpuNanos() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private static long pass(Path capture, Mode mode, Sink sink) throws IOException {
    ExchangeMeter meter = new ExchangeMeter("bench", ExchangeConfig.DEFAULT, sink::take);
    if (mode == Mode.MISSION) {
      meter.add(new MissionProtocol(meter, Set.of(1883)));
    } else {
      meter.add(new MqttProtocol(meter, MqttConfig.DEFAULT));
    }
    long packets = 0;
    Dissector dissector = new Dissector();
    PacketView view = new PacketView();
    try (CaptureReader reader = CaptureReader.open(capture)) {
      while (reader.next()) {
        packets++;
        if (dissector.dissect(reader.packet(), view) == Fate.METERED && mode != Mode.DISSECT) {
          meter.accept(view);
        }
      }
    }
    meter.flush();
    return packets;
  }
}
