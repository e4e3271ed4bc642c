package io.mudlark.mudscope.reject;

import static io.mudlark.mudscope.reject.TestFrames.DEVICE;
import static io.mudlark.mudscope.reject.TestFrames.GATEWAY;
import static io.mudlark.mudscope.reject.TestFrames.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mudlark.mud.match.HostsFile;
import io.mudlark.mudscope.mudgen.CaptureJob;
import io.mudlark.mudscope.mudgen.RuleRow;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Laws of the filters over any traffic, damaged frames included. */
class PacketFilterProperties {
  private static final String[] MACS = {DEVICE, GATEWAY, OTHER, "ff:ff:ff:ff:ff:ff"};
  private static final String[] V4 = {"192.168.1.10", "203.0.113.5", "255.255.255.255"};
  private static final String[] V6 = {"fd00::d", "2001:db8::5", "ff02::fb"};
  private static final RuleRow RULE =
      new RuleRow(
          RuleRow.DEVICE, RuleRow.GATEWAY, "0x0800", "*", "*", "17", "*", "443", "810", "*", "*");

  private static byte[] frame(Random random) {
    String from = MACS[random.nextInt(4)];
    String to = MACS[random.nextInt(4)];
    String[] addresses = random.nextBoolean() ? V4 : V6;
    String source = addresses[random.nextInt(3)];
    String destination = addresses[random.nextInt(3)];
    byte[] frame;
    switch (random.nextInt(4)) {
      case 0:
        frame = TestFrames.udp(from, to, source, destination, 68, random.nextBoolean() ? 67 : 443);
        break;
      case 1:
        frame = TestFrames.tcp(from, to, source, destination, random.nextInt(), random.nextInt(64));
        break;
      case 2:
        frame = TestFrames.icmp(from, to, source, destination, random.nextInt(20));
        break;
      default:
        frame = TestFrames.arp(from, to);
    }
    if (random.nextInt(4) == 0) {
      frame[12 + random.nextInt(frame.length - 12)] = (byte) random.nextInt();
    }
    return random.nextInt(8) == 0 ? Arrays.copyOf(frame, random.nextInt(frame.length)) : frame;
  }

  private static void feed(PacketFilter filter, Random random, int packets) {
    for (int i = 0; i < packets; i++) {
      Decision decision =
          filter.decide(TestFrames.packet(frame(random), 1_000_000_000L * random.nextInt(4_000)));
      assertThat(decision).isNotNull();
    }
  }

  private static long total(PacketFilter filter) {
    long total = 0;
    for (Decision decision : Decision.values()) {
      total += filter.count(decision);
    }
    return total;
  }

  @Property(tries = 50)
  void each_packet_has_one_fate_in_compat(@ForAll long seed) {
    CaptureJob job = TestFrames.job(Path.of("x.pcap"));
    CompatFilter filter = new CompatFilter(job, List.of(RULE), HostsFile.EMPTY);

    feed(filter, new Random(seed), 300);

    assertThat(total(filter)).isEqualTo(300);
    JsonNode register = filter.register();
    for (String kind : new String[] {"accepted", "rejected", "bootstrap"}) {
      long doubled = register.get("counter_" + kind + "_packets").longValue();
      long keys = register.get("counter_" + kind + "_pkt_flows").longValue();
      long sum = 0;
      for (JsonNode count : register.get(kind + "_pkt_flows")) {
        sum += count.longValue();
      }
      assertThat(sum).isEqualTo((doubled + keys) / 2);
    }
  }

  @Property(tries = 50)
  void each_packet_has_one_fate_and_is_listed(@ForAll long seed) {
    CaptureJob job = TestFrames.job(Path.of("x.pcap"));
    ProfileFilter filter =
        new ProfileFilter(
            job,
            new RowProfile(Path.of("r.csv"), job, line -> {}).profile(List.of(RULE)),
            HostsFile.EMPTY,
            16);

    feed(filter, new Random(seed), 300);

    assertThat(total(filter)).isEqualTo(300);
    JsonNode register = filter.register();
    assertThat(register.get("connections_forgotten").longValue()).isPositive();
    assertThat(register.get("packets_of_flows_not_listed").longValue()).isZero();
    assertThat(sum(register.get("accepted_pkt_flows"))).isEqualTo(filter.count(Decision.ACCEPTED));
    assertThat(sum(register.get("rejected_pkt_flows"))).isEqualTo(filter.count(Decision.REJECTED));
    assertThat(sum(register.get("unhandled_packets"))).isEqualTo(filter.count(Decision.UNHANDLED));
    assertThat(sum(register.get("rejected_by_reason"))).isEqualTo(filter.count(Decision.REJECTED));
  }

  private static long sum(JsonNode counts) {
    long sum = 0;
    for (JsonNode count : counts) {
      sum += count.longValue();
    }
    return sum;
  }
}
