package io.mudlark.jobs.ipfix;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mudlark.flow.FlowRecord;
import io.mudlark.ipfix.decode.DomainDecoder;
import io.mudlark.ipfix.decode.MessageDecoder;
import io.mudlark.ipfix.decode.RecordSink;
import io.mudlark.ipfix.ledger.SequenceAccount;
import io.mudlark.ipfix.record.DecodedFlow;
import io.mudlark.ipfix.record.FlowAssembler;
import io.mudlark.ipfix.record.RecordView;
import io.mudlark.ipfix.wire.Protocol;
import io.mudlark.source.datagram.ExportDatagram;
import io.mudlark.source.datagram.ListenAddress;
import io.mudlark.source.datagram.UdpReceiver;
import io.mudlark.source.datagram.UdpSettings;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Exporters of other projects meter one capture and send what they find to our receiver, which
 * hands the very same datagrams on to nfcapd and nfacctd: all three must count the same.
 */
class LiveExportersIT {
  private static final String CAPTURE =
      "data/b_iot_traffic/mudscope/ut-tplink/2021-11-18_15-15-47.pcap";
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;
  private final List<String> problems = new ArrayList<>();
  private final MessageDecoder decoder = MessageDecoder.standard();
  private int datagrams;

  /** Flows, packets and octets. */
  private record Total(long flows, long packets, long octets) {}

  private final Totals ours = new Totals();

  private final class Totals implements RecordSink {
    private final FlowAssembler assembler = new FlowAssembler("loopback");
    private long flows;
    private long packets;
    private long octets;
    private long forwardPackets;
    private long forwardOctets;

    @Override
    public void record(RecordView record) {
      DecodedFlow decoded = assembler.assemble(record);
      if (decoded != null) {
        FlowRecord flow = decoded.flow();
        flows++;
        packets += flow.packets();
        octets += flow.octets();
        forwardPackets += flow.forward().packets();
        forwardOctets += flow.forward().octets();
      }
    }

    @Override
    public void problem(String line) {
      problems.add(line);
    }

    Total total() {
      return new Total(flows, packets, octets);
    }

    Total forward() {
      return new Total(flows, forwardPackets, forwardOctets);
    }
  }

  /** What the two other collectors say of the same datagrams. */
  private record Others(Total nfcapd, Total nfacctd) {}

  private Others collect(ExporterStart exporter) throws Exception {
    Peers.needs("nfcapd", "nfacctd");
    int nfcapdPort = Peers.freePort();
    int nfacctdPort = Peers.freePort();
    Files.createDirectory(folder.resolve("nf"));
    Process nfcapd =
        Peers.start(
            folder,
            List.of(
                "nfcapd",
                "-w",
                "nf",
                "-b",
                "127.0.0.1",
                "-p",
                "" + nfcapdPort,
                "-t",
                "3600",
                "-B",
                "4000000"));
    Process nfacctd = Peers.start(folder, List.of("nfacctd", "-f", nfacctdConf(nfacctdPort)));
    try {
      TimeUnit.MILLISECONDS.sleep(1500);
      relay(exporter, nfcapdPort, nfacctdPort);
      TimeUnit.MILLISECONDS.sleep(800);
    } finally {
      Peers.end(nfcapd);
      // it writes out what it has at an interrupt only
      new ProcessBuilder("kill", "-INT", "" + nfacctd.pid()).start().waitFor();
      nfacctd.waitFor(10, TimeUnit.SECONDS);
      Peers.end(nfacctd);
    }
    return new Others(nfcapdTotal(), nfacctdTotal());
  }

  private String nfacctdConf(int port) throws IOException {
    String conf =
        """
        daemonize: false
        nfacctd_ip: 127.0.0.1
        nfacctd_port: %d
        plugins: print
        aggregate: proto, flows
        print_output: json
        print_output_file: %s/nfacctd.json
        print_refresh_time: 3600
        plugin_pipe_size: 40000000
        plugin_buffer_size: 100000
        nfacctd_pipe_size: 4000000
        """
            .formatted(port, folder);
    Files.writeString(folder.resolve("nfacctd.conf"), conf);
    return "nfacctd.conf";
  }

  /** Starts an exporter that sends to a port of the loopback address, and ends by itself. */
  private interface ExporterStart {
    Process to(int port) throws IOException;
  }

  private void relay(ExporterStart start, int... ports) throws Exception {
    UdpSettings settings = UdpSettings.of(ListenAddress.parse("udp://127.0.0.1:0"));
    try (UdpReceiver receiver = UdpReceiver.open(settings, Clock.systemUTC());
        DatagramSocket out = new DatagramSocket()) {
      Process exporter = start.to(receiver.address().getPort());
      try {
        int silences = 0;
        while (silences < 60 && (exporter.isAlive() || silences < 3)) {
          int count =
              receiver.poll(64, Duration.ofMillis(300), datagram -> take(datagram, out, ports));
          silences = count > 0 ? 0 : silences + 1;
        }
      } finally {
        Peers.end(exporter);
      }
      assertThat(receiver.account().kernelDrops()).isLessThanOrEqualTo(0);
      assertThat(receiver.account().messages()).isEqualTo(datagrams);
    }
  }

  private void take(ExportDatagram datagram, DatagramSocket out, int... ports) {
    datagrams++;
    decoder.accept(datagram.exporter(), datagram.receiveNanos(), datagram.bytes(), ours);
    try {
      for (int port : ports) {
        byte[] bytes = datagram.bytes();
        out.send(new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), port));
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private Total nfcapdTotal() throws IOException {
    String log = Files.readString(folder.resolve("nfcapd.log"));
    Matcher counts = Pattern.compile("Flows: (\\d+), Packets: (\\d+), Bytes: (\\d+)").matcher(log);
    assertThat(counts.find()).as(log).isTrue();
    return new Total(
        Long.parseLong(counts.group(1)),
        Long.parseLong(counts.group(2)),
        Long.parseLong(counts.group(3)));
  }

  private Total nfacctdTotal() throws IOException {
    long flows = 0;
    long packets = 0;
    long octets = 0;
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.filter(file -> file.toString().endsWith("nfacctd.json")).toList();
    }
    for (Path file : files) {
      for (String line : Files.readAllLines(file)) {
        JsonNode row = JSON.readTree(line);
        flows += row.path("flows").asLong();
        packets += row.path("packets").asLong();
        octets += row.path("bytes").asLong();
      }
    }
    return new Total(flows, packets, octets);
  }

  private Process softflowd(int port, String options) throws IOException {
    Peers.needs("softflowd");
    List<String> command = new ArrayList<>(List.of("softflowd", "-r", capture(), "-d", "-a"));
    // long paths of its control socket make it hang
    command.addAll(List.of("-A", "milli", "-c", "none", "-p", "pid", "-n", "127.0.0.1:" + port));
    command.addAll(List.of(options.split(" ")));
    return Peers.start(folder, command);
  }

  private Process nfprobe(int port, String version) throws IOException {
    Peers.needs("pmacctd");
    String conf =
        """
        daemonize: false
        pcap_savefile: %s
        pcap_savefile_wait: false
        plugins: nfprobe
        aggregate: src_host, dst_host, src_port, dst_port, proto, tos
        nfprobe_receiver: 127.0.0.1:%d
        nfprobe_version: %s
        nfprobe_timeouts: tcp=3600:udp=3600:icmp=3600:general=3600:maxlife=3600:expint=0
        """
            .formatted(capture(), port, version);
    Files.writeString(folder.resolve("pmacctd.conf"), conf);
    return Peers.start(folder, List.of("pmacctd", "-f", "pmacctd.conf"));
  }

  /** Our own probe, as a process of its own. */
  private Process probe(int port) throws IOException {
    String classes =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    String java = ProcessHandle.current().info().command().orElse("java");
    List<String> command = new ArrayList<>(List.of(java, "-cp", classes, "-Xmx256m"));
    command.addAll(List.of("io.mudlark.jobs.Mudlark", "probe", "--input", capture()));
    command.addAll(List.of("--protocol", "all", "--flows", "--wire", "standards"));
    command.addAll(List.of("--export", "udp:127.0.0.1:" + port));
    return Peers.start(folder, "probe.log", command);
  }

  private static String capture() {
    return Peers.shared().resolve(CAPTURE).toString();
  }

  private void nothingIsLostOrUnread() {
    assertThat(problems).isEmpty();
    for (DomainDecoder domain : decoder.domains()) {
      for (Protocol protocol : Protocol.values()) {
        SequenceAccount account = domain.ledger().account(protocol);
        if (account != null) {
          assertThat(account.residual()).as(account.toString()).isZero();
          assertThat(account.lost() + account.unresolved()).as(account.toString()).isZero();
        }
      }
      assertThat(domain.parkedSets()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-v 10", "-v 9", "-v 5"})
  void softflowds_flows_are_the_same_to_us_to_nfcapd_and_to_nfacctd(String options)
      throws Exception {
    Others others = collect(port -> softflowd(port, options));
    assertThat(ours.total()).isEqualTo(new Total(4030, 5806, 2063725));
    assertThat(others).isEqualTo(new Others(ours.total(), ours.total()));
    nothingIsLostOrUnread();
  }

  /** nfacctd knows no reverse elements (RFC 5103): it counts one direction of each biflow. */
  @ParameterizedTest
  @ValueSource(strings = "-v 10 -b")
  void softflowds_biflows_are_the_same_to_us_and_to_nfcapd_and_half_of_them_to_nfacctd(
      String options) throws Exception {
    Others others = collect(port -> softflowd(port, options));
    assertThat(ours.total()).isEqualTo(new Total(2019, 5806, 2063725));
    assertThat(others).isEqualTo(new Others(ours.total(), ours.forward()));
    nothingIsLostOrUnread();
  }

  @ParameterizedTest
  @ValueSource(strings = {"10", "9", "5"})
  void nfprobes_flows_are_the_same_to_us_to_nfcapd_and_to_nfacctd(String version) throws Exception {
    Others others = collect(port -> nfprobe(port, version));
    assertThat(ours.total().flows()).isEqualTo(4030);
    assertThat(others).isEqualTo(new Others(ours.total(), ours.total()));
    nothingIsLostOrUnread();
  }

  /** nfcapd counts one sequence error: the options records (RFC 5610) that it does not count. */
  @Test
  void our_probes_biflows_are_the_same_to_us_and_to_nfcapd_and_half_of_them_to_nfacctd()
      throws Exception {
    Others others = collect(this::probe);
    assertThat(ours.total()).isEqualTo(new Total(2024, 5806, 2047065));
    assertThat(others).isEqualTo(new Others(ours.total(), ours.forward()));
    nothingIsLostOrUnread();
  }
}
