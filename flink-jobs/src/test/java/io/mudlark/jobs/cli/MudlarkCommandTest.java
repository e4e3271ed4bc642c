package io.mudlark.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudlark.jobs.config.ConfigException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class MudlarkCommandTest {
  @TempDir Path folder;

  @Test
  void what_cannot_be_used_ends_with_2() throws Exception {
    assertThat(MudlarkCommand.execute()).isEqualTo(2);
    assertThat(MudlarkCommand.execute("frobnicate")).isEqualTo(2);
    assertThat(MudlarkCommand.execute("run", "--window")).isEqualTo(2);
    assertThat(
            MudlarkCommand.execute(
                "run",
                "--input",
                "a",
                "--mud",
                "b",
                "--devices",
                folder.resolve("none.csv").toString(),
                "--out",
                folder.resolve("out").toString()))
        .isEqualTo(2);
    assertThat(MudlarkCommand.execute("report", folder.toString())).isEqualTo(2);
  }

  @Test
  void help_and_version_end_with_0() {
    assertThat(MudlarkCommand.execute("--help")).isZero();
    assertThat(MudlarkCommand.execute("run", "--help")).isZero();
    assertThat(MudlarkCommand.execute("--version")).isZero();
  }

  @Test
  void says_what_each_command_does_in_a_first_line_that_is_a_sentence() {
    List<Object> commands =
        List.of(
            new RunCommand(),
            new DemoCommand(),
            new ReportCommand(),
            new MudgenCommand(),
            new RejectCommand(),
            new GenerateRejectConfigsCommand(),
            new NetflowsCommand(),
            new FlowsCsvCommand(),
            new ScalerReferenceCommand(),
            new SliceCommand(),
            new CharacterizeCommand(),
            new EvolutionCommand(),
            new MonitorCommand(),
            new PipelineCommand(),
            new ProbeCommand(),
            new CollectCommand(),
            new IpfixCommand(),
            new MineCommand());
    for (Object command : commands) {
      assertThat(new CommandLine(command).getCommandSpec().usageMessage().description()[0])
          .endsWith(".")
          .hasSizeLessThan(80);
    }
  }

  @Test
  void a_file_where_a_folder_is_needed_is_named_with_the_option() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThatThrownBy(() -> OutFolder.check(file, "--output"))
        .isInstanceOf(ConfigException.class)
        .hasMessage(file + ": --output is not a folder");
  }

  @Test
  void results_that_are_there_are_not_replaced_unasked() throws Exception {
    Path out = Files.createDirectory(folder.resolve("out"));
    OutFolder.check(out, false);
    Files.writeString(out.resolve("alerts.jsonl"), "");
    OutFolder.check(out, true);
    assertThatThrownBy(() -> OutFolder.check(out, false))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("--overwrite");
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThatThrownBy(() -> OutFolder.check(file, true)).hasMessageContaining("not a folder");
  }

  @Test
  void a_config_file_gives_what_the_command_line_does_not() throws Exception {
    Path config =
        Files.writeString(
            folder.resolve("run.yaml"),
            "input: [ut=a.pcap, tue=b.pcap]\nwindow: 5m\noverwrite: true\nparallelism: 3\n");
    CommandLine commands = new CommandLine(new Top());
    List<String> all =
        ConfigArguments.expand(
            List.of("run", "--config", config.toString(), "--window=1m"), commands);
    assertThat(all)
        .containsExactly(
            "run",
            "--config",
            config.toString(),
            "--window=1m",
            "--input=ut=a.pcap",
            "--input=tue=b.pcap",
            "--overwrite",
            "--parallelism=3");
  }

  @Test
  void a_config_file_counts_wherever_the_command_stands_and_only_for_run() throws Exception {
    Path config = Files.writeString(folder.resolve("run.yaml"), "window: 5m\n");
    CommandLine commands = new CommandLine(new Top());
    assertThat(ConfigArguments.expand(List.of("--debug", "run", "--config=" + config), commands))
        .containsExactly("--debug", "run", "--config=" + config, "--window=5m");
    assertThat(ConfigArguments.expand(List.of("reject", "--config=" + config), commands))
        .containsExactly("reject", "--config=" + config);
  }

  @Test
  void a_value_of_a_config_file_that_is_no_value_is_named() throws Exception {
    Path config = Files.writeString(folder.resolve("run.yaml"), "window: {a: b}\n");
    assertThatThrownBy(
            () ->
                ConfigArguments.expand(
                    List.of("run", "--config=" + config), new CommandLine(new Top())))
        .hasMessage(config + ": key 'window' must have a value or a list of values");
  }

  @Test
  void an_unknown_key_of_a_config_file_is_named() throws Exception {
    Path config = Files.writeString(folder.resolve("run.yaml"), "windows: 5m\n");
    assertThatThrownBy(
            () ->
                ConfigArguments.expand(
                    List.of("run", "--config=" + config), new CommandLine(new Top())))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith(config + ": unknown key 'windows'");
  }

  @CommandLine.Command(name = "mudlark", subcommands = RunCommand.class)
  private static final class Top {}
}
