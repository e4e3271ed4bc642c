package io.mudlark.probe.point;

import static io.mudlark.probe.testing.PacketBuilder.packet;
import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.probe.capture.CapturedPacket;
import io.mudlark.probe.capture.LinkType;
import io.mudlark.probe.dns.DnsTap;
import io.mudlark.probe.meter.FlowMeter;
import io.mudlark.probe.meter.MeterConfig;
import io.mudlark.probe.packet.Dissector;
import io.mudlark.probe.packet.Fate;
import io.mudlark.probe.packet.PacketView;
import io.mudlark.probe.testing.Captures;
import io.mudlark.probe.testing.DnsBuilder;
import io.mudlark.probe.testing.Observed;
import io.mudlark.probe.testing.PcapngBuilder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever the octets are: no exception, no endless loop, no packet uncounted. */
class DamagedInputTest {
  private static final int[] LINKS = {0, 1, 9, 12, 50, 101, 108, 113, 228, 229, 276, 147, -1};

  @TempDir private Path folder;

  private static List<byte[]> frames() {
    byte[] answer =
        new DnsBuilder().question("a.example", 1).address("a.example", 9, "192.0.2.1").message();
    byte[] chain = {60, 0, 0, 0, 0, 0, 0, 0, 43, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
    byte[] fragment = {17, 0, 0, 1, 0, 0, 0, 9};
    byte[] jumbo = {17, 0, (byte) 0xC2, 4, 0, 0, 0, 16};
    return List.of(
        packet().tcp(1, 2, 2, 3, new byte[9]).frame(),
        packet().udpPorts(53, 99, answer).frame(),
        packet().tags(0x8100, 5, 0x88A8, 6).icmp(8, 0, 7).frame(),
        packet().udpPorts(1, 2, new byte[16]).fragment(3, true, 0).frame(),
        packet().raw(17, new byte[16]).fragment(3, false, 3).frame(),
        packet().from("fe80::1").to("ff02::1").udpPorts(1, 2).extensions(0, chain).frame(),
        packet().from("fe80::1").to("ff02::1").udpPorts(1, 2).extensions(44, fragment).frame(),
        packet().from("fe80::1").to("ff02::1").udpPorts(1, 2).extensions(0, jumbo).frame(),
        packet().ipv4Options(10).tcp(1, 2, 16, 3).frame());
  }

  private static byte[] damaged(byte[] octets, Random random) {
    boolean resize = random.nextInt(3) == 0;
    byte[] copy =
        resize ? Arrays.copyOf(octets, 1 + random.nextInt(octets.length + 8)) : octets.clone();
    for (int i = random.nextInt(8); i > 0; i--) {
      int value = random.nextInt(4) == 0 ? 0xFF : random.nextInt();
      copy[random.nextInt(Math.min(copy.length, 80))] = (byte) value;
    }
    return copy;
  }

  @Test
  void every_damaged_packet_has_a_fate_and_stays_within_its_octets() {
    Random random = new Random(8520);
    Dissector dissector = new Dissector();
    PacketView view = new PacketView();
    long[] flowPackets = new long[1];
    MeterConfig config =
        new MeterConfig(Duration.ofMillis(50), Duration.ofMillis(10), Duration.ofMillis(90), 64);
    FlowMeter meter = new FlowMeter("lab", config, flow -> flowPackets[0] += flow.packets());
    DnsTap dns = new DnsTap("lab", binding -> assertThat(binding.addresses()).isNotEmpty());
    List<byte[]> frames = frames();
    long metered = 0;
    for (int round = 0; round < 400_000; round++) {
      byte[] octets = damaged(frames.get(random.nextInt(frames.size())), random);
      int link = random.nextInt(3) > 0 ? LinkType.ETHERNET : LINKS[random.nextInt(LINKS.length)];
      CapturedPacket packet = surrounded(octets, random, link, round * 50_000L);
      if (dissector.dissect(packet, view) == Fate.METERED) {
        metered++;
        assertThat(view.octets()).isPositive();
        assertThat(view.payloadLength()).isBetween(0, packet.length());
        meter.accept(view);
        dns.accept(view);
      }
    }
    meter.flush();
    assertThat(flowPackets[0]).isEqualTo(metered).isGreaterThan(50_000);
  }

  /**
   * Exactly the octets, so that reading beyond them fails; their wire length is longer at times.
   */
  private static CapturedPacket surrounded(byte[] octets, Random random, int link, long nanos) {
    int wire = random.nextInt(4) == 0 ? random.nextInt() >>> random.nextInt(32) : octets.length;
    CapturedPacket packet = new CapturedPacket();
    byte[] held = new byte[octets.length + 5];
    System.arraycopy(octets, 0, held, 5, octets.length);
    packet.show(ByteBuffer.wrap(held), 5, octets.length, wire);
    packet.stamp(nanos, link);
    return packet;
  }

  @Test
  void every_damaged_capture_is_read_as_far_as_it_goes() throws IOException {
    Random random = new Random(25);
    List<Captures.Timed> packets = new ArrayList<>();
    PcapngBuilder blocks = new PcapngBuilder().section(ByteOrder.LITTLE_ENDIAN).describe(1);
    for (byte[] frame : frames()) {
      packets.add(new Captures.Timed(packets.size() * 1_000_000L, frame));
      blocks.enhanced(0, packets.size(), frame).simple(frame).obsolete(0, 3, frame);
    }
    blocks.section(ByteOrder.BIG_ENDIAN).describe(1, 9, 5).enhanced(0, 1, frames().get(0));
    byte[] pcap = Files.readAllBytes(Captures.write(folder.resolve("whole.pcap"), packets));
    Path file = folder.resolve("damaged");
    long read = 0;
    for (int round = 0; round < 1000; round++) {
      byte[] damaged = damagedFile(random.nextBoolean() ? pcap : blocks.bytes(), random);
      Files.write(file, damaged);
      Observed observed = Observed.of(file);
      assertThat(observed.ledgerSum()).isEqualTo(observed.packets());
      assertThat(observed.flowPackets()).isEqualTo(observed.fates().getOrDefault("metered", 0L));
      // Where it ends, and what links cannot be dissected.
      assertThat(observed.problems().size()).isLessThanOrEqualTo(2);
      read += observed.packets();
    }
    assertThat(read).isGreaterThan(2_000);
  }

  private static byte[] damagedFile(byte[] whole, Random random) {
    byte[] copy =
        random.nextInt(3) == 0 ? Arrays.copyOf(whole, random.nextInt(whole.length)) : whole.clone();
    for (int i = copy.length == 0 ? 0 : random.nextInt(6); i > 0; i--) {
      copy[random.nextInt(copy.length)] = (byte) random.nextInt();
    }
    return copy;
  }
}
