package io.mudlark.cluster.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.mudlark.cluster.testing.Rows;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScalerTest {
  @Test
  void shipped_constants_are_those_of_the_written_reference_mix() throws IOException {
    Scaler fitted = Scaler.fit(referenceMix());
    Scaler shipped = Scaler.shipped();
    for (int i = 0; i < fitted.features().size(); i++) {
      assertThat(shipped.means().get(i))
          .as(fitted.text())
          .isCloseTo(fitted.means().get(i), within(0.0006));
      assertThat(shipped.deviations().get(i))
          .as(fitted.text())
          .isCloseTo(fitted.deviations().get(i), within(0.0006));
    }
  }

  @Test
  void hash_of_the_shipped_constants_does_not_change_unnoticed() {
    assertThat(Scaler.shipped().hash()).isEqualTo("5fa54c9a010c99496c510f0d63d6d033");
  }

  @Test
  void text_reads_back_to_an_equal_scaler() throws IOException {
    Scaler fitted = Scaler.fit(referenceMix());
    Scaler read = Scaler.read(new BufferedReader(new StringReader(fitted.text())), "text");
    assertThat(read).isEqualTo(fitted);
    assertThat(read.hash()).isEqualTo(fitted.hash()).isNotEqualTo(Scaler.shipped().hash());
  }

  @Test
  void column_without_variation_is_only_shifted() {
    Scaler scaler = Scaler.fit(List.of("a", "b"), new double[] {1, 5, 3, 5}, 2);
    assertThat(scaler.deviations()).containsExactly(1.0, 1.0);
    assertThat(scaler.scale(new double[] {1, 7})).containsExactly(-1, 2);
  }

  @Test
  void names_the_line_that_is_wrong() {
    assertThatThrownBy(() -> read("feature,mean,deviation\npacket_octets,1\n"))
        .hasMessage("f line 2: expected feature,mean,deviation, found 'packet_octets,1'");
    assertThatThrownBy(() -> read("packet_octets,x,1\n"))
        .hasMessage("f line 1: 'x' is not a number");
    assertThatThrownBy(() -> read("packet_octets,1,1\n"))
        .hasMessageStartingWith("f: features are [packet_octets], not [packet_octets, octets_out");
    assertThatThrownBy(() -> read(Scaler.shipped().text().replaceAll(",[0-9.]+\n", ",0\n")))
        .hasMessageContaining("needs a finite mean and a deviation above 0");
    assertThatThrownBy(() -> Scaler.fit(List.of())).hasMessageContaining("no rows");
  }

  private static Scaler read(String text) throws IOException {
    return Scaler.read(new BufferedReader(new StringReader(text)), "f");
  }

  private static List<FlowRow> referenceMix() throws IOException {
    List<FlowRow> rows = new ArrayList<>();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                ScalerTest.class.getResourceAsStream("reference-mix.csv"),
                StandardCharsets.UTF_8))) {
      reader
          .lines()
          .filter(line -> !line.startsWith("#") && !line.startsWith("weight"))
          .map(line -> line.split(","))
          .forEach(cells -> addCopies(rows, cells));
    }
    return rows;
  }

  private static void addCopies(List<FlowRow> rows, String[] cells) {
    boolean inbound = cells[3].equals("1");
    int opener = Integer.parseInt(cells[10]);
    int answer = Integer.parseInt(cells[11]);
    for (int copy = 0; copy < Integer.parseInt(cells[0]); copy++) {
      rows.add(
          Rows.row(
                  Integer.parseInt(cells[2]),
                  inbound,
                  cells[4],
                  Integer.parseInt(cells[5]),
                  50_000 + copy,
                  Rows.T0,
                  Rows.T0)
              .out(Long.parseLong(cells[6]), Long.parseLong(cells[7]), inbound ? answer : opener)
              .in(Long.parseLong(cells[8]), Long.parseLong(cells[9]), inbound ? opener : answer)
              .build());
    }
  }
}
