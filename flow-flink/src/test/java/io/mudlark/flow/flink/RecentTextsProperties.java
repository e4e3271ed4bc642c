package io.mudlark.flow.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

class RecentTextsProperties {
  @Property(tries = 300)
  void any_texts_are_read_back_as_they_were_written(@ForAll List<String> texts) throws IOException {
    RecentTexts reader = new RecentTexts();
    for (int round = 0; round < 2; round++) {
      for (String text : texts) {
        assertThat(reader.readOptional(written(text))).isEqualTo(text);
      }
    }
  }

  @Property(tries = 300)
  void any_bytes_give_a_text_or_an_error_of_input(@ForAll byte[] bytes) {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    try {
      new RecentTexts().readOptional(in);
    } catch (IOException e) {
      assertThat(e).isNotNull();
    }
  }

  @Example
  void a_text_that_comes_again_is_the_same_string_unless_it_is_long() throws IOException {
    RecentTexts reader = new RecentTexts();
    assertThat(reader.read(written("lamp"))).isSameAs(reader.read(written("lamp")));
    String text = "x".repeat(65);
    assertThat(reader.read(written(text))).isEqualTo(text).isNotSameAs(reader.read(written(text)));
  }

  @Example
  void texts_of_one_slot_do_not_mix() throws IOException {
    RecentTexts reader = new RecentTexts();
    for (String text : List.of("Aa", "BB", "Aa", "BB")) { // equal hash codes
      assertThat(reader.read(written(text))).isEqualTo(text);
    }
  }

  @Example
  void a_length_that_lies_ends_with_the_input_and_takes_no_memory() {
    assertThatThrownBy(() -> new RecentTexts().read(bytes("ffffffff0761")))
        .isInstanceOf(EOFException.class);
    assertThatThrownBy(() -> new RecentTexts().read(bytes("ffffffffff")))
        .hasMessageContaining("five octets");
    assertThatThrownBy(() -> new RecentTexts().read(bytes("00"))).hasMessageContaining("null");
  }

  private static DataInputStream bytes(String hex) {
    return new DataInputStream(new ByteArrayInputStream(HexFormat.of().parseHex(hex)));
  }

  private static DataInputStream written(@Nullable String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Wire.writeText(new DataOutputStream(bytes), text);
    return new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
  }
}
