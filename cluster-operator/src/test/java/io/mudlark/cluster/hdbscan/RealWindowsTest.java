package io.mudlark.cluster.hdbscan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The six scaled features of real rejected traffic, with the labels MUDscope gave. */
class RealWindowsTest {

  @ParameterizedTest
  @CsvSource({
    "ut-2021-11-18_15:10:46, 1.0",
    "ut-2021-11-18_15:15:47, 0.95",
    "ut-2021-11-18_15:20:47, 0.90",
    "tue-2021-11-18_15:10:34, 1.0",
    "tue-2021-11-18_15:15:34, 1.0",
    "tue-2021-11-18_15:20:34, 1.0"
  })
  void labels_real_windows_like_mudscope(String window, double agreement) throws IOException {
    Path file = Shared.path("golden/mudscope/features/" + window + ".csv");
    List<String> lines = Files.readAllLines(file);
    List<String> header = Arrays.asList(lines.get(0).split(","));
    int first = header.indexOf("z_bpp");
    int label = header.indexOf("label");
    double[][] rows = new double[lines.size() - 1][6];
    int[] labels = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      String[] fields = lines.get(i + 1).split(",");
      labels[i] = Integer.parseInt(fields[label]);
      for (int c = 0; c < 6; c++) {
        rows[i][c] = Double.parseDouble(fields[first + c]);
      }
    }
    Clustering found = Hdbscan.with(parameters(rows.length)).fit(rows);
    assertThat(Partitions.adjustedRandIndex(found.labels(), labels))
        .isGreaterThanOrEqualTo(agreement);
  }

  /** As the original derives them from the number of rows. */
  private static HdbscanConfig parameters(int rows) {
    int m = (int) Math.floor(rows / 100.0 * 1.2);
    return HdbscanConfig.of(Math.max(2, m), Math.max(2, (int) Math.floor(0.2 * m)))
        .withAllowSingleCluster(true);
  }
}
