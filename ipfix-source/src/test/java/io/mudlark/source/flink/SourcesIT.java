package io.mudlark.source.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.flow.FlowRecord;
import io.mudlark.flow.flink.ModelTypes;
import io.mudlark.ledger.Tally;
import io.mudlark.source.datagram.CapturedExports;
import io.mudlark.source.datagram.ExportDatagram;
import io.mudlark.source.datagram.ListenAddress;
import io.mudlark.source.datagram.TcpSettings;
import io.mudlark.source.datagram.UdpSettings;
import io.mudlark.source.session.ReceiveWindow;
import io.mudlark.source.testing.Exports;
import io.mudlark.source.testing.SessionOutput;
import io.mudlark.source.testing.SharedData;
import io.mudlark.stream.Observation;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The sources and the decoder on an embedded cluster. */
@Timeout(120)
class SourcesIT {
  private static final ReceiveWindow WINDOW =
      new ReceiveWindow(Duration.ofMinutes(5), Duration.ofMinutes(1));

  @TempDir Path folder;

  private static StreamExecutionEnvironment local() {
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    return StreamExecutionEnvironment.createLocalEnvironment(4, configuration);
  }

  private static DataStream<Observation> decode(
      Source<ExportDatagram, ?, ?> source, int parallelism, int sources) {
    StreamExecutionEnvironment env = local();
    env.setMaxParallelism(128);
    return env.fromSource(source, WatermarkStrategy.noWatermarks(), "exports")
        .setParallelism(sources)
        .keyBy(new ExportKey(), Types.STRING)
        .transform("decode", ModelTypes.OBSERVATION, new DecodeOperator(DecodeOptions.of(WINDOW)))
        .setParallelism(parallelism);
  }

  private static List<Observation> all(DataStream<Observation> stream) throws Exception {
    List<Observation> all = new ArrayList<>();
    try (CloseableIterator<Observation> output = stream.executeAndCollect()) {
      output.forEachRemaining(all::add);
    }
    return all;
  }

  private static List<Tally> tallies(List<Observation> observations) {
    return observations.stream()
        .filter(o -> o.kind() == Observation.Kind.TALLY)
        .map(Observation::tally)
        .toList();
  }

  private static List<String> flowIds(List<Observation> observations) {
    return observations.stream()
        .filter(o -> o.kind() == Observation.Kind.FLOW)
        .map(o -> o.flow().id().toString())
        .sorted()
        .toList();
  }

  @Test
  void ipfix_files_give_the_same_flows_and_ledger_at_any_parallelism() throws Exception {
    List<ExportFile> files = new ArrayList<>();
    for (int f = 0; f < 5; f++) {
      Exports exporter = new Exports(f);
      Path file = Files.write(folder.resolve(f + ".ipfix"), exporter.templates());
      for (int i = 0; i < 100; i++) {
        long end = Exports.START_NANOS + i * 60L * Exports.SECOND;
        Files.write(file, exporter.message(3, end), StandardOpenOption.APPEND);
      }
      files.add(new ExportFile("lab", file.toString()));
    }
    files.add(new ExportFile("lab", folder.resolve("absent.ipfix").toString()));
    Path noise = Files.writeString(folder.resolve("noise.pcap"), "no capture");
    files.add(new ExportFile("lab", noise.toString()));
    Files.write(folder.resolve("4.ipfix"), new byte[] {0, 10, 1}, StandardOpenOption.APPEND);
    List<String> reference = null;
    for (int parallelism : new int[] {1, 3}) {
      List<Observation> output =
          all(decode(new RecordedExportSource(files, Set.of(), WINDOW), parallelism, 1));
      assertThat(flowIds(output)).hasSize(1500).doesNotHaveDuplicates();
      assertThat(reference == null || reference.equals(flowIds(output))).isTrue();
      reference = flowIds(output);
      for (int f = 0; f < 5; f++) {
        String account = "file:" + f + ".ipfix/" + f;
        assertThat(SessionOutput.sum(tallies(output), Tally.Book.EXPORTS, account + " received"))
            .isEqualTo(300);
      }
      assertThat(output.stream().filter(o -> o.kind() == Observation.Kind.END)).hasSize(5);
      assertThat(SessionOutput.sum(tallies(output), Tally.Book.NOTES, "input-problems"))
          .as("a file that is absent, one that is no export, one that breaks off")
          .isEqualTo(3);
    }
  }

  @Test
  void captured_exports_of_softflowd_are_decoded_to_the_last_flow() throws Exception {
    Path file = SharedData.exports().resolve("pmacct");
    List<ExportFile> files = new ArrayList<>();
    try (var walk = Files.walk(file)) {
      walk.filter(f -> f.toString().endsWith(".pcap"))
          .sorted()
          .forEach(f -> files.add(new ExportFile("lab", f.toString())));
    }
    ReceiveWindow wide = new ReceiveWindow(Duration.ofDays(36_500), Duration.ofDays(36_500));
    Set<Integer> anyPort = Set.of();
    StreamExecutionEnvironment env = local();
    List<Observation> output =
        all(
            env.fromSource(
                    new RecordedExportSource(files, anyPort, wide),
                    WatermarkStrategy.noWatermarks(),
                    "exports")
                .setParallelism(1)
                .keyBy(new ExportKey(), Types.STRING)
                .transform(
                    "decode", ModelTypes.OBSERVATION, new DecodeOperator(DecodeOptions.of(wide)))
                .setParallelism(2));
    List<Tally> tallies = tallies(output);
    long decoded = 0;
    long told = 0;
    for (Tally tally : tallies) {
      decoded += tally.fate().endsWith(" records-decoded") ? tally.count() : 0;
      boolean record =
          tally.fate().endsWith(" flows")
              || tally.fate().endsWith(" not-flows")
              || tally.fate().contains(" quarantined-");
      told += record ? tally.count() : 0;
    }
    assertThat(decoded).isGreaterThan(100).isEqualTo(told);
    assertThat(flowIds(output)).isNotEmpty();
    assertThat(CapturedExports.DEFAULT_PORTS).contains(4739);
  }

  private static int freePort() throws IOException {
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Sends again and again until the listener is there, which shows by the first flow. */
  private static List<FlowRecord> take(
      CloseableIterator<Observation> output, int count, BooleanSupplier go) {
    List<FlowRecord> flows = new ArrayList<>();
    while (flows.size() < count && go.getAsBoolean() && output.hasNext()) {
      Observation next = output.next();
      if (next.kind() == Observation.Kind.FLOW) {
        flows.add(next.flow());
      }
    }
    return flows;
  }

  private static long nowNanos() {
    return Clock.systemUTC().millis() * 1_000_000L;
  }

  @Test
  void what_an_exporter_sends_by_udp_comes_out_as_flows() throws Exception {
    int port = freePort();
    UdpSettings settings =
        UdpSettings.of(ListenAddress.parse("udp://127.0.0.1:" + port + "?site=lab"))
            .withShared(true);
    UdpSource source = new UdpSource(List.of(settings), WINDOW, Clock.systemUTC());
    Exports exporter = new Exports(7);
    Thread sender =
        new Thread(
            () -> {
              try (DatagramSocket socket = new DatagramSocket()) {
                while (!Thread.currentThread().isInterrupted()) {
                  for (byte[] m : List.of(exporter.templates(), exporter.message(5, nowNanos()))) {
                    socket.send(
                        new DatagramPacket(m, m.length, InetAddress.getLoopbackAddress(), port));
                  }
                  Thread.sleep(20);
                }
              } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    sender.start();
    try (CloseableIterator<Observation> output = decode(source, 2, 2).executeAndCollect()) {
      List<FlowRecord> flows = take(output, 200, () -> true);
      assertThat(flows).extracting(FlowRecord::observationPoint).containsOnly("lab");
      assertThat(flows).extracting(f -> f.origin().exporter()).containsOnly("udp:127.0.0.1");
      assertThat(flows).extracting(FlowRecord::id).doesNotHaveDuplicates();
    } finally {
      sender.interrupt();
      sender.join();
    }
  }

  @Test
  void what_an_exporter_sends_by_tcp_comes_out_whole_and_in_order() throws Exception {
    int port = freePort();
    TcpSettings settings =
        TcpSettings.of(ListenAddress.parse("tcp://127.0.0.1:" + port + "?site=lab"), null);
    TcpSource source = new TcpSource(List.of(settings), WINDOW, Clock.systemUTC());
    Exports exporter = new Exports(7);
    Thread sender = new Thread(() -> sendByTcp(port, exporter));
    sender.start();
    try (CloseableIterator<Observation> output = decode(source, 1, 1).executeAndCollect()) {
      List<FlowRecord> flows = take(output, 1000, () -> true);
      assertThat(flows).extracting(f -> f.key().sourcePort()).isSorted();
      assertThat(flows.get(999).key().sourcePort()).isEqualTo(1024 + 999);
    } finally {
      sender.join();
    }
  }

  private static void sendByTcp(int port, Exports exporter) {
    for (int attempt = 0; attempt < 200; attempt++) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        socket.getOutputStream().write(exporter.templates());
        for (int i = 0; i < 200; i++) {
          socket.getOutputStream().write(exporter.message(5, nowNanos()));
        }
        return;
      } catch (IOException e) {
        try {
          Thread.sleep(100);
        } catch (InterruptedException stop) {
          Thread.currentThread().interrupt();
          return;
        }
      }
    }
  }
}
