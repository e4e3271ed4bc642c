package io.mudlark.jobs.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.jobs.document.Line;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PartWriterTest {
  @Test
  void a_finished_part_holds_every_line_and_stays_open() throws IOException {
    ByteArrayOutputStream part =
        new ByteArrayOutputStream() {
          @Override
          public void close() {
            throw new IllegalStateException("the part is closed by whoever opened it");
          }
        };
    PartWriter<Integer> writer =
        new PartWriter<>(n -> new Line("key " + n, "{\"name\":\"Gerät " + n + "\"}"), part);
    StringBuilder expected = new StringBuilder();
    for (int i = 0; i < 10_000; i++) {
      writer.addElement(i);
      expected.append("key ").append(i).append("\t{\"name\":\"Gerät ").append(i).append("\"}\n");
    }
    writer.finish();
    assertThat(part.toString(StandardCharsets.UTF_8)).isEqualTo(expected.toString());
  }

  @Test
  void flushing_leaves_nothing_behind() throws IOException {
    ByteArrayOutputStream part = new ByteArrayOutputStream();
    PartWriter<String> writer = new PartWriter<>(text -> new Line("key", text), part);
    writer.addElement("{}");
    assertThat(part.size()).isZero();
    writer.flush();
    assertThat(part.toString(StandardCharsets.UTF_8)).isEqualTo("key\t{}\n");
  }
}
