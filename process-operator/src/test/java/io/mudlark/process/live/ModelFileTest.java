package io.mudlark.process.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudlark.process.log.EventLog;
import io.mudlark.process.log.LogEvent;
import io.mudlark.process.log.Trace;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ModelFileTest {
  private static final ConformanceModel MODEL =
      ConformanceModel.learn(
          "2026-01", new EventLog(List.of(timed("1", 5), timed("2", 7), Trace.of("3", "a", "c"))));

  private static Trace timed(String caseId, long gap) {
    return new Trace(
        caseId, List.of(LogEvent.at("a", 0), LogEvent.at("b", gap), LogEvent.at("c", 2 * gap)));
  }

  @Test
  void a_model_reads_back_as_it_was_written() throws IOException {
    String text = ModelFile.write(MODEL);
    ConformanceModel read = ModelFile.read(text, "model.json");
    assertThat(read.version()).isEqualTo("2026-01");
    assertThat(read.skeleton()).isEqualTo(MODEL.skeleton());
    assertThat(read.profile().pairs()).isEqualTo(MODEL.profile().pairs());
    assertThat(ModelFile.write(read)).isEqualTo(text);
  }

  @Test
  void other_files_are_refused_in_one_line() {
    assertThatThrownBy(() -> ModelFile.read("{}", "m.json"))
        .hasMessage("m.json: not a conformance model of format 2");
    assertThatThrownBy(() -> ModelFile.read("", "m.json"))
        .hasMessage("m.json: not a conformance model of format 2");
    assertThatThrownBy(
            () ->
                ModelFile.read(
                    ModelFile.write(MODEL).replace("\"inputs\" : [ 0 ]", "\"inputs\" : [ 99 ]"),
                    "m.json"))
        .hasMessage("m.json: number out of range: 99");
  }

  @Test
  void damaged_files_are_refused_or_read() {
    Random random = new Random(7);
    String text = ModelFile.write(MODEL);
    int refused = 0;
    for (int i = 0; i < 800; i++) {
      StringBuilder damaged = new StringBuilder(text);
      damaged.setCharAt(random.nextInt(text.length()), (char) (32 + random.nextInt(95)));
      damaged.setLength(random.nextInt(5) == 0 ? random.nextInt(text.length()) : text.length());
      try {
        ModelFile.read(damaged.toString(), "m.json");
      } catch (IOException e) {
        assertThat(e.getMessage()).startsWith("m.json: ").doesNotContain("\n");
        refused++;
      }
    }
    assertThat(refused).isPositive();
  }
}
