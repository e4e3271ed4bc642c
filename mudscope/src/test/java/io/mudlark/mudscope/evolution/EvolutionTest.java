package io.mudlark.mudscope.evolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudlark.mudscope.characterize.Lines;
import io.mudlark.mudscope.characterize.StageResult;
import io.mudlark.mudscope.input.UnusableInput;
import io.mudlark.mudscope.netflows.FlowLine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvolutionTest {
  @TempDir Path folder;
  private final List<String> told = new ArrayList<>();
  private final List<String> warned = new ArrayList<>();

  @Test
  void orders_windows_by_time_and_places_empty_ones_by_name() throws IOException {
    Path later = window("plug", "3", Lines.scan(600, 50));
    Path empty = window("plug", "2", List.of());
    Path first = window("plug", "1", Lines.scan(0, 40));
    StageResult result = run(false, List.of(later, empty, first));
    assertThat(result).isEqualTo(new StageResult(2, 0));
    List<String[]> rows = rows();
    assertThat(rows.get(0)[7]).isEqualTo("46");
    assertThat(rows.get(0)[8]).isEqualTo("0");
    assertThat(rows.get(1)[7]).isEqualTo("0");
    assertThat(rows.get(1)[8]).isEqualTo("56");
    assertThat(rows.get(1)[6]).as("elapsed").isEqualTo("593.0");
  }

  @Test
  void compares_windows_that_are_all_noise_unless_told_otherwise() throws IOException {
    List<Path> windows =
        List.of(
            window("plug", "1", List.of(Lines.talk(0, 443))),
            window("plug", "2", Lines.scan(600, 50)));
    assertThat(run(false, windows)).isEqualTo(new StageResult(1, 0));
    assertThat(run(true, windows)).isEqualTo(new StageResult(0, 1));
    assertThat(told)
        .containsExactly(windows.get(0) + ": /clusters/0: is missing, the window is all noise");
  }

  @Test
  void writes_the_header_for_a_single_window_unless_told_otherwise() throws IOException {
    List<Path> windows = List.of(window("plug", "1", Lines.scan(0, 50)));
    assertThat(run(false, windows)).isEqualTo(new StageResult(0, 0));
    assertThat(rows()).isEmpty();
    assertThatThrownBy(() -> run(true, windows))
        .isInstanceOf(UnusableInput.class)
        .hasMessageEndingWith("not written: fewer than 2 windows");
  }

  @Test
  void leaves_out_windows_of_other_devices_and_scalers_and_unreadable_ones() throws IOException {
    Path first = window("plug", "1", Lines.scan(0, 50));
    Path other = window("camera", "2", Lines.scan(600, 50));
    Path scaled = window("plug", "3", Lines.scan(1200, 50));
    Files.writeString(
        scaled, Files.readString(scaled).replaceAll("\"scaler_hash\" : \"..", "$0zz"));
    Path broken = window("plug", "4", Lines.scan(1800, 50));
    Files.writeString(broken, Files.readString(broken).substring(0, 900));
    Path last = window("plug", "5", Lines.scan(2400, 50));
    StageResult result = run(false, List.of(first, other, scaled, broken, last));
    assertThat(result).isEqualTo(new StageResult(1, 3));
    assertThat(told).hasSize(3);
    assertThat(told.get(0)).startsWith(broken + ": line ").contains("unreadable JSON");
    assertThat(told.get(1)).isEqualTo(other + ": is of device 'camera', others are of 'plug'");
    assertThat(told.get(2)).startsWith(scaled + ": scaling or features differ");
  }

  @Test
  void keeps_the_windows_of_the_device_that_most_are_of_whichever_is_first() throws IOException {
    Path other = window("camera", "1", Lines.scan(0, 50));
    Path first = window("plug", "2", Lines.scan(600, 50));
    Path last = window("plug", "3", Lines.scan(1200, 50));
    assertThat(run(false, List.of(other, first, last))).isEqualTo(new StageResult(1, 1));
    assertThat(told).containsExactly(other + ": is of device 'camera', others are of 'plug'");
  }

  @Test
  void leaves_out_a_window_that_is_given_twice() throws IOException {
    Path first = window("plug", "1", Lines.scan(0, 50));
    Path last = window("plug", "2", Lines.scan(600, 50));
    assertThat(run(false, List.of(first, last, first))).isEqualTo(new StageResult(1, 1));
    assertThat(told).containsExactly(first + ": is of the same time as " + first);
    assertThat(warned).isEmpty();
  }

  @Test
  void only_warns_of_other_devices_when_told_to_do_as_the_original() throws IOException {
    List<Path> windows =
        List.of(window("plug", "1", Lines.scan(0, 50)), window("camera", "2", Lines.scan(600, 50)));
    assertThat(run(true, windows)).isEqualTo(new StageResult(1, 0));
    assertThat(told).isEmpty();
    assertThat(warned)
        .containsExactly(windows.get(1) + ": is of device 'camera', others are of 'plug'");
  }

  @Test
  void leaves_out_a_window_inside_another() throws IOException {
    List<FlowLine> wide = new ArrayList<>(Lines.scan(0, 50));
    wide.addAll(Lines.scan(3000, 50));
    Path outer = window("plug", "1", wide);
    Path inner = window("plug", "2", Lines.scan(600, 50));
    assertThat(run(false, List.of(inner, outer))).isEqualTo(new StageResult(0, 1));
    assertThat(told).singleElement().asString().startsWith(inner + ": out of order");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.0",
    "-0.0, -0.0",
    "1, 1.0",
    "0.1, 0.1",
    "1637244952, 1637244952.0",
    "1e15, 1000000000000000.0",
    "1e16, 1e+16",
    "0.0001, 0.0001",
    "0.00001, 1e-05",
    "-1.5e-7, -1.5e-07",
    "1.25e100, 1.25e+100"
  })
  void writes_numbers_as_python_does(double value, String text) {
    assertThat(DecimalText.of(value)).isEqualTo(text);
  }

  @Test
  void refuses_damaged_characterizations_with_one_line_and_nothing_else() throws IOException {
    byte[] good = Files.readAllBytes(window("plug", "good", Lines.scan(0, 60)));
    Path file = folder.resolve("damaged.json");
    Random random = new Random(20211118);
    int refused = 0;
    for (int round = 0; round < 400; round++) {
      byte[] damaged = good.clone();
      for (int change = 0; change < 1 + round % 4; change++) {
        damaged[random.nextInt(damaged.length)] =
            (byte) "{}[]\",:-0123456789eE.x\u0000".charAt(random.nextInt(23));
      }
      Files.write(file, damaged);
      try {
        WindowFileReader.read(file).feedWindow();
      } catch (UnusableInput e) {
        refused++;
        assertThat(e.getMessage()).startsWith(file + ": ").doesNotContain("\n");
      }
    }
    assertThat(refused).isGreaterThan(100);
  }

  @Test
  void refuses_absurd_numbers_by_name() throws IOException {
    Path file = window("plug", "absurd", Lines.scan(0, 60));
    String good = Files.readString(file, StandardCharsets.UTF_8);
    Files.writeString(
        file, good.replaceFirst("\"num_total_flows\" : 66", "\"num_total_flows\" : 1e99"));
    assertThatThrownBy(() -> WindowFileReader.read(file))
        .hasMessage(file + ": /num_total_flows: is no count");
    Files.writeString(file, good.replaceFirst("\"centroid\" : \\[", "\"centroid\" : [ 1e999,"));
    assertThatThrownBy(() -> WindowFileReader.read(file))
        .hasMessageContaining("/spatial_data/centroid: is no list of 8 numbers");
    Files.writeString(file, "[".repeat(100_000));
    assertThatThrownBy(() -> WindowFileReader.read(file)).isInstanceOf(UnusableInput.class);
  }

  private Path window(String device, String name, List<FlowLine> flows) throws IOException {
    return Lines.stage(folder, device).characterize(folder.resolve(name + ".csv"), flows);
  }

  private StageResult run(boolean compat, List<Path> windows) throws IOException {
    return new EvolutionStage(compat, told::add, warned::add)
        .run(windows, folder.resolve("feed.csv"));
  }

  private List<String[]> rows() throws IOException {
    return Files.readAllLines(folder.resolve("feed.csv")).stream()
        .skip(1)
        .map(row -> row.split(",", -1))
        .toList();
  }
}
