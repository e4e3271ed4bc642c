package io.mudlark.mudscope.netflows.convert;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.mudscope.netflows.FlowCsv;
import io.mudlark.mudscope.netflows.testing.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompatTablesTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"tue-tplink", "ut-tplink"})
  void gives_the_tables_of_the_original_for_rejected_traffic(String site) throws IOException {
    List<Path> captures = Golden.files(Golden.folder("rejected/" + site), ".pcap");
    assertThat(captures).hasSize(3);
    for (Path capture : captures) {
      String stem = capture.getFileName().toString().replaceFirst("\\.pcap$", "");
      Path expected = Golden.folder("netflows/" + site).resolve(stem + "-flows-custom-hdr-CLN.csv");

      assertThat(sorted(convert(List.of(capture)))).isEqualTo(sorted(expected));
    }
  }

  @Test
  void gives_the_table_of_the_original_for_benign_traffic_of_two_captures() throws IOException {
    List<Path> captures = Golden.files(Golden.folder("benign-standin"), ".pcap");
    Path expected = Golden.folder("netflows-benign").resolve("benign-custom-format-CLN.csv");

    assertThat(sorted(convert(captures))).isEqualTo(sorted(expected));
  }

  /** Rows of equal start may come in any order: the original's sort is not stable. */
  private static List<String> sorted(Path table) throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(table));
    lines.subList(1, lines.size()).sort(null);
    return lines;
  }

  private Path convert(List<Path> captures) throws IOException {
    List<String> problems = new ArrayList<>();
    CompatTables tables = new CompatTables(problems::add);
    for (Path capture : captures) {
      tables.add(capture);
    }
    assertThat(problems).isEmpty();
    Path out = folder.resolve("out.csv");
    FlowCsv.write(out, tables.table());
    return out;
  }
}
