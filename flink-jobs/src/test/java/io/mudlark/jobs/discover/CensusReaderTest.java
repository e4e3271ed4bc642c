package io.mudlark.jobs.discover;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.generator.capture.PcapWriter;
import io.mudlark.ipfix.decode.DecodeSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CensusReaderTest {
  /** NetFlow v9: source and destination IPv4, packets, octets. */
  private static final String TEMPLATE =
      "0000001801000004" + "00080004" + "000c0004" + "00020004" + "00010004";

  /** 192.168.1.20 sent 8.8.8.8 three packets, 180 octets. */
  private static final String DATA = "01000014" + "c0a80114" + "08080808" + "00000003" + "000000b4";

  @TempDir private Path folder;

  @Test
  void a_capture_that_goes_on_in_the_next_file_goes_on_with_its_templates() throws IOException {
    HostCensus census = new HostCensus(Map.of());
    List<String> problems = new ArrayList<>();
    List<Path> files = List.of(capture("a.pcap", TEMPLATE), capture("b.pcap", DATA));
    new CensusReader(census, problems::add).exports(Map.of("home", files), Set.of());
    assertThat(problems).isEmpty();
    assertThat(census.found()).hasSize(1);
  }

  @Test
  void messages_of_exporters_beyond_the_limit_are_told_of_in_one_line() throws IOException {
    HostCensus census = new HostCensus(Map.of());
    List<String> problems = new ArrayList<>();
    List<Path> files = new ArrayList<>();
    for (int domain = 1; domain <= 4; domain++) {
      files.add(capture(domain + ".pcap", domain, TEMPLATE + DATA));
    }
    DecodeSettings standard = DecodeSettings.standard();
    DecodeSettings two = standard.withLimits(standard.limits().withDomains(2, 1_000));
    new CensusReader(census, problems::add, two).exports(Map.of("home", files), Set.of());
    assertThat(problems)
        .containsExactly("--exports: 2 messages of exporters beyond the first 2 were passed over");
    assertThat(census.found()).singleElement().extracting(HostCensus.Found::flows).isEqualTo(2L);
  }

  private Path capture(String name, String set) throws IOException {
    return capture(name, 7, set);
  }

  private Path capture(String name, int domain, String set) throws IOException {
    String message = "00090001" + "00000064" + "65555555" + "00000001";
    message += String.format(Locale.ROOT, "%08x", domain) + set;
    int length = message.length() / 2 + 8;
    String udp = String.format(Locale.ROOT, "0807%s%04x0000", "0807", length) + message;
    String ip = String.format(Locale.ROOT, "4500%04x0000000040110000c0000201c0000202", length + 20);
    byte[] frame = HexFormat.of().parseHex("020000000002" + "020000000001" + "0800" + ip + udp);
    Path file = folder.resolve(name);
    try (PcapWriter out =
        new PcapWriter(Files.newOutputStream(file), PcapWriter.Resolution.MICROSECONDS)) {
      out.write(1_700_000_000_000_000_000L, frame, frame.length);
    }
    return file;
  }
}
