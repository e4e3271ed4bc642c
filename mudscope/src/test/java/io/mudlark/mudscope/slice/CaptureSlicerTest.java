package io.mudlark.mudscope.slice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudlark.mudscope.input.UnusableInput;
import io.mudlark.mudscope.netflows.testing.Golden;
import io.mudlark.probe.capture.CaptureReader;
import io.mudlark.probe.capture.CapturedPacket;
import io.mudlark.probe.capture.PcapWriter;
import io.mudlark.probe.capture.PcapWriter.Resolution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptureSlicerTest {
  private static final long SECOND = 1_000_000_000L;
  private static final Duration MINUTE = Duration.ofSeconds(60);

  @TempDir Path folder;

  @Test
  void opens_a_slice_only_for_what_is_later_than_the_end_of_the_one_before() throws IOException {
    Path input = capture(1000 * SECOND, 1060 * SECOND, 1060 * SECOND + 1000, 1059 * SECOND);

    CaptureSlicer.Summary summary = slice(input);

    assertThat(summary).isEqualTo(new CaptureSlicer.Summary(2, 4, 0));
    assertThat(times("out_00000_19700101001640.pcap"))
        .containsExactly(1000 * SECOND, 1060 * SECOND);
    assertThat(times("out_00001_19700101001740.pcap"))
        .containsExactly(1060 * SECOND + 1000, 1059 * SECOND);
  }

  @Test
  void writes_empty_slices_for_silence_and_names_them_after_the_packet_that_ends_it()
      throws IOException {
    slice(capture(0, 200 * SECOND));

    assertThat(slices())
        .containsExactly(
            "out_00000_19700101000000.pcap",
            "out_00001_19700101000320.pcap",
            "out_00002_19700101000320.pcap",
            "out_00003_19700101000320.pcap");
    assertThat(times("out_00002_19700101000320.pcap")).isEmpty();
  }

  @Test
  void keeps_nanoseconds_when_a_packet_has_them() throws IOException {
    slice(capture(SECOND + 1, 2 * SECOND));

    assertThat(times(slices().get(0))).containsExactly(SECOND + 1, 2 * SECOND);
  }

  @Test
  void refuses_a_silence_of_more_slices_than_names() throws IOException {
    Path input = capture(0, (SliceNames.MAX_SLICES + 1L) * 1000);

    assertThatThrownBy(
            () ->
                CaptureSlicer.slice(
                    input,
                    Files.createDirectory(folder.resolve("many")).resolve("out.pcap"),
                    Duration.ofNanos(1000),
                    problem -> {}))
        .isInstanceOf(UnusableInput.class)
        .hasMessage(input + ": needs more than 100000 slices of this length");
  }

  @Test
  void makes_the_folder_of_the_slices() throws IOException {
    Path output = folder.resolve("new/windows/day.pcap");

    CaptureSlicer.slice(capture(0), output, MINUTE, problem -> {});

    assertThat(output.resolveSibling("day_00000_19700101000000.pcap")).isRegularFile();
  }

  @Test
  void never_replaces_its_input() throws IOException {
    Path input = capture(0);
    Path named = Files.move(input, folder.resolve("out_00000_19700101000000.pcap"));

    assertThatThrownBy(() -> slice(named))
        .isInstanceOf(UnusableInput.class)
        .hasMessage(named + ": would be replaced by one of its slices");
    assertThat(times(named.getFileName().toString())).containsExactly(0L);
  }

  @Test
  void tells_where_a_capture_breaks_off_and_keeps_what_comes_before() throws IOException {
    Path input = capture(0, SECOND);
    byte[] whole = Files.readAllBytes(input);
    Files.write(input, java.util.Arrays.copyOf(whole, whole.length - 1));
    List<String> problems = new ArrayList<>();

    CaptureSlicer.Summary summary =
        CaptureSlicer.slice(input, folder.resolve("out.pcap"), MINUTE, problems::add);

    assertThat(summary.packets()).isEqualTo(1);
    assertThat(problems).singleElement().asString().startsWith(input + ": offset ");
  }

  @Test
  void gives_the_slices_of_editcap() throws IOException, InterruptedException {
    for (Path input : Golden.files(Golden.folder("benign-standin"), ".pcap")) {
      for (String seconds : List.of("60", "7.5")) {
        Path theirs =
            Files.createDirectory(folder.resolve("theirs-" + seconds + input.getFileName()));
        Path ours = Files.createDirectory(folder.resolve("ours-" + seconds + input.getFileName()));
        editcap(seconds, input, theirs.resolve("x.pcap"));

        CaptureSlicer.slice(
            input,
            ours.resolve("x.pcap"),
            Duration.ofMillis((long) (Double.parseDouble(seconds) * 1000)),
            problem -> assertThat(problem).isNull());

        assertThat(names(ours)).isEqualTo(names(theirs)).hasSizeGreaterThan(5);
        for (String name : names(ours)) {
          assertThat(packets(ours.resolve(name))).isEqualTo(packets(theirs.resolve(name)));
        }
      }
    }
  }

  private static void editcap(String seconds, Path input, Path output)
      throws IOException, InterruptedException {
    ProcessBuilder command =
        new ProcessBuilder(
            "editcap", "-F", "pcap", "-i", seconds, input.toString(), output.toString());
    command.environment().put("TZ", "UTC");
    command.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
    try {
      assertThat(command.start().waitFor()).isZero();
    } catch (IOException e) {
      Golden.require(false, "editcap is not installed");
    }
  }

  private CaptureSlicer.Summary slice(Path input) throws IOException {
    return CaptureSlicer.slice(
        input, folder.resolve("out.pcap"), MINUTE, problem -> assertThat(problem).isNull());
  }

  private Path capture(long... times) throws IOException {
    Path file = folder.resolve("in.pcap");
    try (PcapWriter writer =
        new PcapWriter(Files.newOutputStream(file), 1, Resolution.NANOSECONDS)) {
      for (long time : times) {
        writer.write(time, new byte[60]);
      }
    }
    return file;
  }

  private List<String> slices() throws IOException {
    return names(folder).stream().filter(name -> name.startsWith("out_")).toList();
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private List<Long> times(String name) throws IOException {
    List<Long> times = new ArrayList<>();
    try (CaptureReader reader = CaptureReader.open(folder.resolve(name))) {
      while (reader.next()) {
        times.add(reader.packet().timeNanos());
      }
    }
    return times;
  }

  private static List<String> packets(Path file) throws IOException {
    List<String> packets = new ArrayList<>();
    try (CaptureReader reader = CaptureReader.open(file)) {
      while (reader.next()) {
        CapturedPacket packet = reader.packet();
        byte[] octets = new byte[packet.length()];
        packet.buffer().get(packet.offset(), octets);
        packets.add(
            packet.timeNanos()
                + " "
                + packet.wireLength()
                + " "
                + packet.linkType()
                + " "
                + HexFormat.of().formatHex(octets));
      }
    }
    return packets;
  }
}
