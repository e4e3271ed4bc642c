package io.mudlark.probe.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.flow.application.TlsFacet;
import io.mudlark.probe.exchange.ExchangeConfig;
import io.mudlark.probe.exchange.ExchangeMeter;
import io.mudlark.probe.tcp.OctetBudget;
import io.mudlark.probe.tcp.TcpLimits;
import io.mudlark.probe.testing.Exchanged;
import io.mudlark.probe.testing.FuzzTime;
import io.mudlark.probe.testing.PacketBuilder;
import io.mudlark.probe.testing.Packets;
import io.mudlark.probe.testing.SharedData;
import io.mudlark.probe.tls.ClientHelloReader.State;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

class ClientHelloReaderTest {
  private static final TlsFacet EXPECTED = new TlsFacet(0x0304, "broker.example", "mqtt,x-amzn");
  private final byte[] hello = Hello.of("Broker.Example", "mqtt", "x-amzn");

  private final OctetBudget budget = new OctetBudget(1 << 20);

  private static State feed(ClientHelloReader reader, byte[] octets, int step) {
    State state = State.READING;
    for (int at = 0; at < octets.length; at += step) {
      int length = Math.min(step, octets.length - at);
      state = reader.accept(ByteBuffer.wrap(octets), at, length);
    }
    return state;
  }

  @Test
  void reads_name_protocols_and_highest_version() {
    ClientHelloReader reader = new ClientHelloReader(budget);
    assertThat(feed(reader, Hello.records(hello, 16_384), 1_000)).isEqualTo(State.DONE);
    assertThat(reader.facet()).isEqualTo(EXPECTED);
  }

  @Test
  void it_does_not_matter_how_the_hello_is_cut_into_segments_and_records() {
    for (int record = 1; record < 60; record += 7) {
      for (int step = 1; step < 80; step += 13) {
        ClientHelloReader reader = new ClientHelloReader(budget);
        feed(reader, Hello.records(hello, record), step);
        assertThat(reader.facet()).isEqualTo(EXPECTED);
      }
    }
  }

  @Test
  void what_is_not_tls_is_told_by_its_first_octets() {
    ClientHelloReader reader = new ClientHelloReader(budget);
    assertThat(feed(reader, PacketBuilder.ascii("GET / HTTP/1.1"), 14)).isEqualTo(State.NOT_TLS);
    assertThat(reader.facet()).isNull();
  }

  @Test
  void a_hello_beyond_the_limit_is_given_up() {
    byte[] claims = {22, 3, 1, 0x40, 0, 1, 1, 0, 0};
    assertThat(feed(new ClientHelloReader(budget), claims, 9)).isEqualTo(State.TOO_LONG);
  }

  @Test
  void a_name_of_strange_octets_breaks_no_line() {
    ClientHelloReader reader = new ClientHelloReader(budget);
    feed(reader, Hello.records(Hello.of("a\nb,c\u0000d"), 16_384), 1_000);
    assertThat(reader.facet().serverName()).isEqualTo("a?b?c?d");
  }

  @Test
  void every_hello_of_the_captures_is_read_as_tshark_reads_it() {
    int compared = 0;
    // all of them take minutes: -Dmudlark.captures=all
    boolean all = "all".equals(System.getProperty("mudlark.captures"));
    for (Path capture : SharedData.captures(all ? "b_iot_traffic" : "b_iot_traffic/slips")) {
      Set<String> theirs = new TreeSet<>(tshark(capture));
      if (theirs.isEmpty()) {
        continue;
      }
      Set<String> ours = new TreeSet<>(names(capture));
      assertThat(ours).as(capture.toString()).isEqualTo(theirs);
      compared += theirs.size();
    }
    assertThat(compared).isGreaterThan(5);
  }

  private static List<String> tshark(Path capture) {
    return SharedData.run(
        List.of(
            "tshark",
            "-r",
            capture.toString(),
            "-Y",
            "tls.handshake.type == 1 and tls.record.content_type == 22 and tcp.dstport in {443, 8443, 8883} and !icmp",
            "-T",
            "fields",
            "-e",
            "tcp.srcport",
            "-e",
            "tls.handshake.extensions_server_name"));
  }

  private static List<String> names(Path capture) {
    List<String> names = new ArrayList<>();
    ExchangeMeter meter = new ExchangeMeter("lab", ExchangeConfig.DEFAULT, flow -> {});
    meter.add(
        new TlsProtocol(
            meter.budget(),
            TlsProtocol.PORTS,
            (packet, facet) -> names.add(packet.sourcePort() + "\t" + facet.serverName())));
    Packets.each(capture, (packet, number) -> meter.accept(packet));
    meter.flush();
    return names;
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void damaged_hellos_escape_nowhere() {
    byte[] stream = Hello.records(hello, 100);
    FuzzTime.run(
        11,
        random -> {
          ClientHelloReader reader = new ClientHelloReader(budget);
          byte[] damaged = FuzzTime.damage(stream, random);
          State state = feed(reader, damaged, 1 + random.nextInt(200));
          assertThat(reader.facet() != null)
              .isEqualTo(state == State.DONE || reader.facet() != null);
          reader.release();
          assertThat(budget.taken()).isZero();
        });
  }

  @Test
  void a_hello_that_is_cut_off_is_counted() {
    Exchanged point =
        Exchanged.with(
            ExchangeConfig.DEFAULT,
            m -> m.add(new TlsProtocol(m.budget(), TlsProtocol.PORTS, (packet, facet) -> {})));
    byte[] part = Arrays.copyOf(Hello.records(hello, 16_384), 40);
    point.frame(1, PacketBuilder.packet().tcp(4000, 8883, 2, 1).frame());
    point.frame(2, PacketBuilder.packet().tcp(4000, 8883, 24, 2, part).frame());
    point.flush();
    assertThat(point.notes()).containsEntry("tls-hellos-incomplete", 1L);
  }

  @Test
  void halves_of_hellos_of_many_clients_keep_to_the_room_of_all_and_are_told() {
    int room = 2_000;
    ExchangeConfig d = ExchangeConfig.DEFAULT;
    TcpLimits few = new TcpLimits(1_000, 1_000, room, Duration.ofSeconds(3), Duration.ofHours(1));
    Exchanged point =
        Exchanged.with(
            new ExchangeConfig(d.idleTimeout(), d.activeTimeout(), 50, false, few),
            m -> m.add(new TlsProtocol(m.budget(), TlsProtocol.PORTS, (packet, facet) -> {})));
    byte[] part = Arrays.copyOf(Hello.records(hello, 16_384), 55);
    for (int i = 0; i < 100; i++) {
      point.frame(2L * i, PacketBuilder.packet().tcp(4000 + i, 8883, 2, 1).frame());
      point.frame(2L * i + 1, PacketBuilder.packet().tcp(4000 + i, 8883, 24, 2, part).frame());
    }
    assertThat(point.meter().budget().taken()).isEqualTo(room);
    point.flush();
    assertThat(point.meter().budget().taken()).isZero();
    assertThat(point.notes())
        .containsEntry("tls-hellos-incomplete", 40L)
        .containsEntry("tls-hellos-without-room", 60L);
  }
}
