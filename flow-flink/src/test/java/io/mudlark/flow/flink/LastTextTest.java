package io.mudlark.flow.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class LastTextTest {
  @Test
  void writes_the_same_octets_as_text_without_a_memory() throws IOException {
    LastText remembering = new LastText();
    DataOutputSerializer written = new DataOutputSerializer(16);
    DataOutputSerializer plain = new DataOutputSerializer(16);
    List<String> texts = List.of("", "udp:192.0.2.1", "udp:192.0.2.1", "µ\uD83D\uDC26", "", "x");
    for (String text : texts) {
      remembering.write(text, written);
      Wire.writeText(plain, text);
    }
    assertThat(written.getCopyOfBuffer()).isEqualTo(plain.getCopyOfBuffer());
    var in = new DataInputDeserializer(Arrays.copyOf(written.getSharedBuffer(), written.length()));
    for (String text : texts) {
      assertThat(Wire.readText(in)).isEqualTo(text);
    }
  }
}
