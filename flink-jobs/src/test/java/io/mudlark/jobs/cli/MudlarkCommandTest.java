package io.mudlark.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudlark.jobs.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
        config("input: [ut=a.pcap, tue=b.pcap]\nwindow: 5m\noverwrite: true\nparallelism: 3\n");
    assertThat(expand("run", "--config", config.toString(), "--window=1m"))
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
  void every_command_takes_a_config_file_unless_it_has_one_of_its_own() throws Exception {
    Path config = config("window: 5m\n");
    assertThat(expand("--debug", "run", "--config=" + config))
        .containsExactly("--debug", "run", "--config=" + config, "--window=5m");
    assertThat(expand("reject", "--config=" + config))
        .containsExactly("reject", "--config=" + config);
    Path discover = config("out: devices.csv\n");
    assertThat(expand("devices", "discover", "--config=" + discover)).endsWith("--out=devices.csv");
    Path submit = config("parallelism: 8\n");
    assertThat(expand("submit", "--config=" + submit, "--", "--kafka", "b:1/t"))
        .containsExactly(
            "submit", "--config=" + submit, "--parallelism=8", "--", "--kafka", "b:1/t");
    Path slice = config("i: 300\n");
    assertThat(expand("slice", "--config=" + slice, "a", "b")).contains("-i=300");
    eachCommand(
        MudlarkCommand.all(),
        command ->
            assertThat(command.getCommandSpec().findOption("--config"))
                .as(command.getCommandName())
                .isNotNull());
  }

  private static void eachCommand(CommandLine commands, Consumer<CommandLine> check) {
    for (CommandLine command : commands.getSubcommands().values()) {
      check.accept(command);
      eachCommand(command, check);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'window: {a: b}' | key 'window' must have a value or a list of values",
        "'overwrite: yes please' | key 'overwrite' must be true or false",
        "'windows: 5m' | unknown key 'windows', did you mean 'window'? (keys are the options of",
        "'max_delay: 5m' | unknown key 'max_delay', did you mean 'max-delay'?",
        "'something-else: 5m' | unknown key 'something-else' (keys are the options of 'mudlark"
            + " run'",
        "'window: 5m\nwindow: 6m' | Duplicate field 'window'",
        "'- window' | expected keys with values"
      })
  void what_a_config_file_has_wrong_is_named(String text, String message) throws Exception {
    Path config = config(text.replace("\\n", "\n") + "\n");
    assertThatThrownBy(() -> expand("run", "--config=" + config))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith(config + ": ")
        .hasMessageContaining(message);
  }

  private Path config(String text) throws IOException {
    return Files.writeString(folder.resolve("config.yaml"), text);
  }

  private static List<String> expand(String... args) throws ConfigException {
    return ConfigArguments.expand(List.of(args), MudlarkCommand.all());
  }
}
