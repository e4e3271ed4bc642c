package io.mudlark.probe.point;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.probe.testing.Observed;
import io.mudlark.probe.testing.SharedData;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** Every capture that others gave us, held against capinfos. */
class SharedCapturesTest {
  @Test
  void every_capture_is_accounted_for_packet_by_packet_as_capinfos_counts_them() {
    List<Path> captures = SharedData.captures("");
    Map<Path, Long> expected = capinfos(captures);
    // Its only packet claims half a megabyte of which 199 octets are there; capinfos counts it.
    expected.put(SharedData.data().resolve("e_pcap_oddities/ndpi/fuzz-2021-10-13.pcap"), 0L);
    assertThat(captures).hasSizeGreaterThan(400);
    SoftAssertions softly = new SoftAssertions();
    for (Path capture : captures) {
      Observed observed = Observed.of(capture);
      softly
          .assertThat(observed.ledgerSum())
          .as("%s: ledger %s problems %s", capture, observed.fates(), observed.problems())
          .isEqualTo(expected.getOrDefault(capture, 0L));
      softly.assertThat(observed.packets()).as("%s", capture).isEqualTo(observed.ledgerSum());
      softly
          .assertThat(observed.flowPackets())
          .as("%s: packets in flows", capture)
          .isEqualTo(observed.fates().getOrDefault("metered", 0L));
    }
    softly.assertAll();
  }

  private static Map<Path, Long> capinfos(List<Path> captures) {
    List<String> command = new ArrayList<>(List.of("capinfos", "-TmQ", "-c"));
    captures.forEach(capture -> command.add(capture.toString()));
    Map<Path, Long> packets = new HashMap<>();
    for (String line : SharedData.run(command)) {
      String[] fields = line.replace("\"", "").split(",");
      if (fields.length >= 2 && fields[1].matches("\\d+")) {
        packets.put(Path.of(fields[0]), Long.parseLong(fields[1]));
      }
    }
    return packets;
  }
}
