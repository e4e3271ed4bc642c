package io.mudlark.mudscope.netflows.convert;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.mudscope.netflows.FlowCsv;
import io.mudlark.mudscope.netflows.testing.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScalerReferenceTest {
  @Test
  void gives_the_reference_of_the_original_for_its_table() throws IOException {
    Path golden = Golden.folder("netflows-benign");
    Path expected = golden.resolve("benign-custom-format-CLN-SCALED.csv");

    List<String> lines =
        ScalerReference.lines(FlowCsv.read(golden.resolve("benign-custom-format-CLN.csv")));

    assertThat(lines).hasSize(299).isEqualTo(Files.readAllLines(expected));
  }

  @Test
  void is_a_header_alone_for_a_table_without_rows() {
    assertThat(ScalerReference.lines(List.of())).hasSize(1);
  }
}
