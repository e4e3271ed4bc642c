package io.mudlark.probe.point;

import static io.mudlark.probe.testing.PacketBuilder.packet;
import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.flow.FlowRecord;
import io.mudlark.probe.meter.MeterConfig;
import io.mudlark.probe.testing.Captures;
import io.mudlark.probe.testing.Captures.Timed;
import io.mudlark.probe.testing.Observed;
import io.mudlark.probe.testing.PacketBuilder;
import io.mudlark.stream.Observation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Laws of an observation point over random traffic in random files. */
class ObservationPointProperties {
  private static final long MILLI = 1_000_000L;
  private static final MeterConfig CONFIG =
      new MeterConfig(Duration.ofSeconds(3), Duration.ofSeconds(1), Duration.ofSeconds(5), 20);

  private static byte[] randomFrame(Random random) {
    String a = "10.0.0." + random.nextInt(3);
    String b = "10.0.0." + (3 + random.nextInt(3));
    PacketBuilder packet = random.nextBoolean() ? packet().from(a).to(b) : packet().from(b).to(a);
    int port = 1 + random.nextInt(3);
    switch (random.nextInt(8)) {
      case 0:
        return PacketBuilder.frame(0x0806, new byte[28]);
      case 1:
        return packet.icmp(random.nextBoolean() ? 8 : 0, 0, port).frame();
      case 2:
        return packet.udpPorts(port, port, new byte[16]).fragment(port, true, 0).frame();
      case 3:
        return packet.raw(17, new byte[16]).fragment(port, false, 3).frame();
      case 4:
        return packet.tags(0x8100, port).udpPorts(port, 9).frame();
      case 5:
        byte[] damaged = packet.udpPorts(port, 9).frame();
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
        return damaged;
      default:
        int flags = random.nextInt(32);
        return packet.tcp(port, port, flags, random.nextInt(3)).frame();
    }
  }

  /** A few files of random packets; sometimes out of order, alike, or with the same times. */
  private static List<Path> randomFiles(Path folder, Random random) {
    List<Path> files = new ArrayList<>();
    int count = 1 + random.nextInt(4);
    for (int file = 0; file < count; file++) {
      List<Timed> packets = new ArrayList<>();
      long time = random.nextInt(5) * 1000L * MILLI;
      for (int i = random.nextInt(60); i > 0; i--) {
        time += random.nextInt(200) * MILLI;
        long back = random.nextInt(20) == 0 ? Math.min(time, 700 * MILLI) : 0;
        packets.add(new Timed(time - back, randomFrame(random)));
      }
      files.add(Captures.write(folder.resolve(file + ".pcap"), packets));
    }
    if (random.nextInt(3) == 0) {
      files.add(files.get(0));
    }
    return files;
  }

  private static void inFolder(long seed, FolderCheck check) throws IOException {
    Path folder = Files.createTempDirectory("mudlark");
    try {
      Random random = new Random(seed);
      check.on(randomFiles(folder, random), random);
    } finally {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(folder);
    }
  }

  private interface FolderCheck {
    void on(List<Path> files, Random random);
  }

  @Property(tries = 150)
  void every_packet_has_one_fate_and_every_metered_one_is_in_a_flow(@ForAll long seed)
      throws IOException {
    inFolder(
        seed,
        (files, random) -> {
          Observed observed = Observed.of(files, CONFIG);
          assertThat(observed.ledgerSum()).isEqualTo(observed.packets());
          assertThat(observed.flowPackets())
              .isEqualTo(observed.fates().getOrDefault("metered", 0L));
          assertThat(observed.flows()).extracting(FlowRecord::id).doesNotHaveDuplicates();
        });
  }

  @Property(tries = 150)
  void neither_the_order_nor_the_names_of_files_matter(@ForAll long seed) throws IOException {
    inFolder(
        seed,
        (files, random) -> {
          List<Path> shuffled = new ArrayList<>(files);
          Collections.shuffle(shuffled, random);
          assertThat(Observed.of(shuffled, CONFIG).observations())
              .isEqualTo(Observed.of(files, CONFIG).observations());
        });
  }

  @Property(tries = 150)
  void no_flow_ends_before_the_last_packet_time_minus_the_idle_timeout(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int room) throws IOException {
    MeterConfig config =
        new MeterConfig(
            CONFIG.activeTimeout(), CONFIG.idleTimeout(), CONFIG.connectionMemory(), room);
    inFolder(seed, (files, random) -> checkLateness(files, config));
  }

  private static void checkLateness(List<Path> files, MeterConfig config) {
    List<Observation> seen = new ArrayList<>();
    try (ObservationPoint point = ObservationPoint.open("lab", files, config, problem -> {})) {
      boolean more = true;
      while (more) {
        long watermark = point.clockNanos() - config.idleTimeout().toNanos();
        more = point.advance(seen::add);
        assertThat(seen).allMatch(observation -> observation.timeNanos() >= watermark);
        for (Observation observation : seen) {
          FlowRecord flow = observation.flow();
          if (flow != null) {
            assertThat(flow.endNanos() - flow.startNanos())
                .isLessThan(config.activeTimeout().toNanos());
          }
        }
        seen.clear();
      }
    }
  }
}
