package io.mudlark.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.probe.capture.PcapWriter;
import io.mudlark.probe.capture.PcapWriter.Resolution;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class FlowTableCommandsTest {
  private static final String SYN =
      "0000000000020000000000010800"
          + "450000280000000040060000"
          + "0a0000010a0000029c4001bb"
          + "00000000000000005002000000000000";

  @TempDir Path folder;

  private final StringWriter problems = new StringWriter();

  @BeforeEach
  void capture() throws IOException {
    Files.createDirectory(folder.resolve("in"));
    try (PcapWriter writer =
        new PcapWriter(
            Files.newOutputStream(folder.resolve("in/a.pcap")), 1, Resolution.MICROSECONDS)) {
      writer.write(0, HexFormat.of().parseHex(SYN));
      writer.write(90_000_000_000L, HexFormat.of().parseHex(SYN));
    }
  }

  @Test
  void netflows_writes_a_table_per_capture() throws IOException {
    assertThat(run(new NetflowsCommand(), "--input", in(), "--output", path("out"))).isZero();

    assertThat(Files.readAllLines(folder.resolve("out/a-flows-custom-hdr-CLN.csv"))).hasSize(3);
  }

  @Test
  void netflows_refuses_a_folder_that_holds_something() throws IOException {
    Files.createDirectory(folder.resolve("out"));
    assertThat(
            run(
                new NetflowsCommand(),
                "--input",
                in(),
                "--output",
                path("out"),
                "--compat",
                "mudscope"))
        .isEqualTo(1);
    assertThat(problems.toString()).contains("out: --output exists already");

    Files.createFile(folder.resolve("out/x"));
    assertThat(run(new NetflowsCommand(), "--input", in(), "--output", path("out"))).isEqualTo(1);
    assertThat(run(new NetflowsCommand(), "--input", in(), "--output", path("out"), "--overwrite"))
        .isZero();
  }

  @Test
  void netflows_refuses_a_folder_without_captures_and_another_original() {
    assertThat(run(new NetflowsCommand(), "--input", path("no"), "--output", path("out")))
        .isEqualTo(1);
    assertThat(
            run(
                new NetflowsCommand(),
                "--input",
                folder.toString(),
                "--output",
                path("out"),
                "--compat",
                "mudscope"))
        .isEqualTo(1);
    assertThat(
            run(
                new NetflowsCommand(),
                "--input",
                in(),
                "--output",
                path("out"),
                "--compat",
                "mission"))
        .isEqualTo(1);
    assertThat(problems.toString())
        .contains("no: no such file")
        .contains(folder + ": holds no captures named *.pcap")
        .contains("--compat is mudscope or not given, not 'mission'");
  }

  @Test
  void flows_csv_and_scaler_reference_write_beside_what_they_read() throws IOException {
    assertThat(run(new FlowsCsvCommand(), in(), "--outdir", path("benign"))).isZero();
    Path table = folder.resolve("benign/benign-custom-format-CLN.csv");
    assertThat(table).exists();
    assertThat(run(new FlowsCsvCommand(), in(), "--outdir", path("benign"))).isEqualTo(1);

    assertThat(run(new ScalerReferenceCommand(), table.toString())).isZero();
    assertThat(Files.readAllLines(folder.resolve("benign/benign-custom-format-CLN-SCALED.csv")))
        .hasSize(3);
  }

  @Test
  void scaler_reference_tells_what_is_wrong_with_its_table() throws IOException {
    Path table = Files.writeString(folder.resolve("t.csv"), "a,b\n");

    assertThat(run(new ScalerReferenceCommand(), table.toString())).isEqualTo(1);
    assertThat(problems.toString())
        .contains(table + ": line 1: columns of a flow table are missing: all of them");
  }

  @Test
  void slice_writes_what_editcap_would() {
    assertThat(run(new SliceCommand(), "-i", "60", in() + "/a.pcap", path("s.pcap"))).isZero();
    assertThat(folder.resolve("s_00000_19700101000000.pcap")).exists();
    assertThat(folder.resolve("s_00001_19700101000130.pcap")).exists();

    assertThat(run(new SliceCommand(), "-i", "0", in() + "/a.pcap", path("s.pcap"))).isEqualTo(1);
  }

  private int run(Callable<Integer> command, String... args) {
    return new CommandLine(command).setErr(new PrintWriter(problems, true)).execute(args);
  }

  private String in() {
    return path("in");
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }
}
