package io.mudlark.mudscope.netflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudlark.mudscope.input.UnusableInput;
import io.mudlark.mudscope.netflows.testing.Golden;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlowCsvTest {
  private static final String ROW =
      "2021-11-18 14:11:32.357,2021-11-18 14:11:32.384,0.027,TCP  ,  192.168.10.206,"
          + "   52.209.43.100,60325.000,443.000,0.000,0.000,2.000,1.000,106.000,80.000,...AP...,24,"
          + "0.000,0.000,0.000,1.000,1.000,0.000,0.000,0.000,  I,31407.000,74.000,53.000,5.327,"
          + "21.138,0.000";

  @TempDir Path folder;

  @Test
  void reads_every_column_of_a_row() throws IOException {
    FlowLine line = FlowCsv.read(table(FlowColumn.headerLine(), ROW)).get(0);

    assertThat(line.startNanos()).isEqualTo(1637244692357000000L);
    assertThat(line.startSeconds()).isEqualTo(1637244692.357);
    assertThat(line.endSeconds()).isEqualTo(1637244692.384);
    assertThat(line.protocol()).isEqualTo("TCP  ");
    assertThat(line.source()).isEqualTo("  192.168.10.206");
    assertThat(line.destinationPort()).isEqualTo(443);
    assertThat(line.inOctets()).isEqualTo(106);
    assertThat(line.flags()).isEqualTo("...AP...");
    assertThat(line.flagBits()).isEqualTo(24);
    assertThat(line.flagColumns()).isEqualTo(24);
    assertThat(line.serverLatencyMillis()).isEqualTo(21.138);
  }

  @Test
  void finds_columns_by_name_and_passes_over_others() throws IOException {
    Path table = table("more," + FlowColumn.headerLine() + ",\uFEFFlast", "x," + ROW + ",", "");

    assertThat(FlowCsv.read(table))
        .isEqualTo(FlowCsv.read(table(FlowColumn.headerLine() + "\r", ROW + "\r")));
  }

  @Test
  void writes_what_it_has_read_byte_for_byte() throws IOException {
    for (String site : List.of("tue-tplink", "ut-tplink")) {
      for (Path golden : Golden.files(Golden.folder("netflows/" + site), ".csv")) {
        Path copy = folder.resolve("copy.csv");
        FlowCsv.write(copy, FlowCsv.read(golden));

        assertThat(copy).hasSameBinaryContentAs(golden);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0.027|0,027|has 32 fields where the header has 31",
        "0.027|x|column td: 'x' is no number",
        "0.027|NaN|column td: 'NaN' is no number",
        "0.027|0x1p3|column td: '0x1p3' is no number",
        "0.027||column td: '' is no number",
        "2021-11-18 14:11:32.357|2021-11-31 14:11:32.357"
            + "|column ts: '2021-11-31 14:11:32.357' is no time such as 2021-11-18 14:11:32.357",
        ",24,|,256,|column flgs_int: '256' is no whole number of 0 to 255",
        "0.000,  I|0.500,  I|column flg_fin: '0.500' is neither 0 nor 1"
      })
  void tells_line_and_column_of_what_it_cannot_read(String old, String now, String problem)
      throws IOException {
    String bad = ROW.replaceFirst(java.util.regex.Pattern.quote(old), now == null ? "" : now);
    Path table = table(FlowColumn.headerLine(), ROW, bad);

    assertThatThrownBy(() -> FlowCsv.read(table))
        .isInstanceOf(UnusableInput.class)
        .hasMessage(table + ": line 3: " + problem);
  }

  @Test
  void names_the_columns_that_are_missing() throws IOException {
    Path table = table(FlowColumn.headerLine().replace(",bpp", "").replace("ts,", ""), ROW);

    assertThatThrownBy(() -> FlowCsv.read(table))
        .hasMessage(table + ": line 1: columns of a flow table are missing: [ts, bpp]");
  }

  @Test
  void refuses_what_is_no_table() throws IOException {
    Path empty = Files.createFile(folder.resolve("empty.csv"));
    Path twice = table(FlowColumn.headerLine() + ",td", ROW);

    assertThatThrownBy(() -> FlowCsv.read(empty)).hasMessage(empty + ": is empty");
    assertThatThrownBy(() -> FlowCsv.read(twice))
        .hasMessage(twice + ": line 1: column td occurs twice");
  }

  @Test
  void refuses_a_line_longer_than_its_limit() throws IOException {
    Path table = table("x".repeat(FlowCsv.MAX_LINE + 1));

    assertThatThrownBy(() -> FlowCsv.read(table))
        .hasMessage(table + ": line 1: longer than 65536 characters");
  }

  @Test
  void refuses_more_rows_than_its_limit() throws IOException {
    Path table = table(FlowColumn.headerLine(), ROW, ROW);

    assertThat(FlowCsv.read(table, Files.newInputStream(table), 2)).hasSize(2);
    assertThatThrownBy(() -> FlowCsv.read(table, Files.newInputStream(table), 1))
        .hasMessage(table + ": line 3: more than 1 rows");
  }

  @Test
  void never_fails_in_another_way_than_by_naming_the_file() throws IOException {
    byte[] good =
        (FlowColumn.headerLine() + "\n" + ROW + "\n" + ROW + "\n").getBytes(StandardCharsets.UTF_8);
    Random random = new Random(20211118);
    Path file = folder.resolve("fuzz.csv");
    int refused = 0;
    for (int i = 0; i < 5_000; i++) {
      byte[] bad = good.clone();
      for (int change = random.nextInt(4); change >= 0; change--) {
        bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
      }
      try {
        assertThat(FlowCsv.read(file, new ByteArrayInputStream(bad), 9)).hasSizeBetween(1, 4);
      } catch (UnusableInput e) {
        refused++;
        assertThat(e.getMessage()).startsWith(file + ": line ").hasLineCount(1);
      }
    }
    assertThat(refused).isBetween(1_000, 4_999);
  }

  private Path table(String... lines) throws IOException {
    Path file = Files.createTempFile(folder, "table", ".csv");
    return Files.writeString(file, String.join("\n", lines) + "\n");
  }
}
