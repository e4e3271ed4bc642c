package io.mudlark.mudscope.evolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.mudlark.mudscope.characterize.Golden;
import io.mudlark.mudscope.characterize.StageResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Feeds made from the original's characterizations, against the original's. */
class EvolutionGoldenTest {
  private static final Pattern CELL = Pattern.compile("\"([^\"]*)\"|[^,]+|(?<=,|^)(?=,|$)");
  private static final double FIVE_DECIMALS = 0.5e-5;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"ut-tplink", "tue-tplink"})
  void writes_the_feed_of_the_original(String device) throws IOException {
    List<Path> inputs = new ArrayList<>(Golden.files("golden/mudscope/characterization/" + device));
    Collections.reverse(inputs);
    List<String> told = new ArrayList<>();
    Path output = folder.resolve("feeds").resolve(device + ".csv");
    StageResult result = new EvolutionStage(true, told::add, told::add).run(inputs, output);
    assertThat(told).isEmpty();
    assertThat(result).isEqualTo(new StageResult(inputs.size() - 1, 0));
    List<List<String>> actual = table(output);
    List<List<String>> expected =
        table(Golden.path("golden/mudscope/evolution/" + device + ".csv"));
    assertThat(expected.get(0)).hasSize(69);
    assertThat(actual.get(0)).isEqualTo(expected.get(0));
    assertThat(actual).hasSameSizeAs(expected);
    for (int row = 1; row < expected.size(); row++) {
      for (int column = 0; column < 69; column++) {
        assertSame(
            actual.get(row).get(column), expected.get(row).get(column), expected.get(0), column);
      }
    }
  }

  private static void assertSame(String actual, String expected, List<String> names, int column) {
    String[] found = actual.replaceAll("[\\[\\] ]", "").split(",");
    String[] wanted = expected.replaceAll("[\\[\\] ]", "").split(",");
    assertThat(actual.startsWith("[")).isEqualTo(expected.startsWith("["));
    assertThat(found).as(names.get(column)).hasSameSizeAs(wanted);
    for (int i = 0; i < wanted.length; i++) {
      assertThat(found[i].contains(".")).as(names.get(column)).isEqualTo(wanted[i].contains("."));
      assertThat(Double.parseDouble(found[i]))
          .as(names.get(column))
          .isCloseTo(Double.parseDouble(wanted[i]), within(FIVE_DECIMALS));
    }
  }

  private static List<List<String>> table(Path file) throws IOException {
    List<List<String>> table = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      List<String> cells = new ArrayList<>();
      Matcher matcher = CELL.matcher(line);
      while (matcher.find()) {
        cells.add(matcher.group(1) == null ? matcher.group() : matcher.group(1));
      }
      table.add(cells);
    }
    return table;
  }
}
