package io.mudlark.ipfix.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class WireCursorTest {
  private final byte[] bytes = {9, 1, 2, 3, 4, 5, 6, 7, (byte) 0xFF, 9, 10};

  @Test
  void reads_big_endian_numbers() throws MalformedMessage {
    WireCursor cursor = WireCursor.over(bytes, 1, 10);
    assertThat(cursor.u8()).isEqualTo(1);
    assertThat(cursor.u16()).isEqualTo(0x0203);
    assertThat(cursor.u32()).isEqualTo(0x04050607L);
    assertThat(cursor.offset()).isEqualTo(7);
    assertThat(cursor.remaining()).isEqualTo(3);
  }

  @Test
  void does_not_read_past_its_end() {
    WireCursor cursor = WireCursor.over(bytes, 1, 3);
    assertThatThrownBy(cursor::u32)
        .isInstanceOf(MalformedMessage.class)
        .hasMessage("offset 0: 4 octets wanted, 3 left");
  }

  @Test
  void a_taken_cursor_ends_where_it_was_told_and_keeps_the_offset_of_the_message()
      throws Exception {
    WireCursor cursor = WireCursor.over(bytes, 1, 10);
    cursor.skip(2);
    WireCursor taken = cursor.take(4);
    assertThat(taken.offset()).isEqualTo(2);
    assertThat(taken.u32()).isEqualTo(0x03040506L);
    assertThatThrownBy(taken::u8).hasMessage("offset 6: 1 octets wanted, 0 left");
    assertThat(cursor.u8()).isEqualTo(7);
  }

  @Test
  void refuses_negative_lengths_and_ranges_outside_the_array() {
    WireCursor cursor = WireCursor.over(bytes);
    assertThatThrownBy(() -> cursor.skip(-1)).isInstanceOf(MalformedMessage.class);
    assertThatThrownBy(() -> WireCursor.over(bytes, 5, 7))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void numbers_of_odd_widths_are_unsigned_and_of_great_ones_the_low_part() {
    assertThat(NetworkOrder.unsigned(bytes, 8, 3)).isEqualTo(0xFF090AL);
    assertThat(NetworkOrder.unsigned(bytes, 0, 11)).isEqualTo(NetworkOrder.u64(bytes, 3));
    assertThat(NetworkOrder.unsigned(bytes, 3, 0)).isZero();
  }

  @Test
  void a_set_shorter_than_its_header_is_malformed() {
    assertThatThrownBy(() -> SetHeader.read(WireCursor.over(new byte[] {1, 0, 0, 3})))
        .hasMessage("offset 2: set 256 has length 3");
  }

  @Test
  void reads_lengths_of_one_and_of_three_octets() throws MalformedMessage {
    assertThat(VariableLength.read(WireCursor.over(new byte[] {5}))).isEqualTo(5);
    assertThat(VariableLength.read(WireCursor.over(new byte[] {-1, 1, 0}))).isEqualTo(256);
    assertThat(VariableLength.prefix(254)).isEqualTo(1);
    assertThat(VariableLength.prefix(255)).isEqualTo(3);
  }
}
