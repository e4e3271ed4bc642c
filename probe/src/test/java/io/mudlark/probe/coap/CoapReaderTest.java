package io.mudlark.probe.coap;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoapReaderTest {
  private final CoapReader reader = new CoapReader();

  private CoapMessage read(byte[] octets) {
    return reader.read(ByteBuffer.wrap(octets), 0, octets.length);
  }

  @Test
  void reads_what_an_exchange_needs() {
    CoapMessage message =
        read(
            Coap.message(0, 1, 0x1234, "c0ffee")
                .observe(0)
                .path("a b", "ü")
                .query("k=v")
                .query("x")
                .block2(3, true, 2)
                .payload("12345")
                .build());
    assertThat(message)
        .isEqualTo(
            new CoapMessage(
                0, 1, 0x1234, "c0ffee", "/a%20b/%C3%BC?k=v&x", false, 0, -1, 0x3A, -1, 5));
    assertThat(message.isRequest()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "40, TRUNCATED",
    "'', TRUNCATED",
    "80010001, VERSION",
    "00010001, VERSION",
    "49010001aabbccddeeff112233, TOKEN_LENGTH",
    "4F010001, TOKEN_LENGTH",
    "44010001aabb, TRUNCATED",
    "40000001ff, EMPTY_WITH_CONTENT",
    "40200001, RESERVED_CLASS",
    "40C00001, RESERVED_CLASS",
    "40E10001, RESERVED_CLASS",
    "40010001f0, RESERVED_OPTION",
    "400100010f, RESERVED_OPTION",
    "40010001b5aabb, OPTION_BEYOND_MESSAGE",
    "40010001d1, OPTION_BEYOND_MESSAGE",
    "40010001e0ffff, OPTION_BEYOND_MESSAGE",
    "40010001ff, MARKER_WITHOUT_PAYLOAD"
  })
  void refuses_what_rfc_7252_calls_a_format_error(String hex, CoapFault fault) {
    assertThat(read(HexFormat.of().parseHex(hex))).isNull();
    assertThat(reader.fault()).isEqualTo(fault);
  }

  @Test
  void refuses_more_options_than_the_limit() {
    Coap coap = Coap.message(0, 1, 1, "");
    for (int i = 0; i <= CoapReader.MAX_OPTIONS; i++) {
      coap.option(11);
    }
    assertThat(read(coap.build())).isNull();
    assertThat(reader.fault()).isEqualTo(CoapFault.TOO_MANY_OPTIONS);
  }

  @Test
  void cuts_a_long_path_and_says_so() {
    Coap coap = Coap.message(0, 1, 1, "");
    for (int i = 0; i < 10; i++) {
      coap.path("x".repeat(200));
    }
    CoapMessage message = read(coap.build());
    assertThat(message.pathCut()).isTrue();
    assertThat(message.path()).hasSizeLessThanOrEqualTo(UriText.LIMIT + 10);
  }

  @Test
  void an_option_value_longer_than_its_kind_allows_is_ignored() {
    byte[] octets =
        Coap.message(0, 1, 1, "").option(6, (byte) 1, (byte) 2, (byte) 3, (byte) 4).build();
    assertThat(read(octets).observe()).isEqualTo(CoapMessage.ABSENT);
  }

  @Test
  void reads_an_empty_message_with_a_token_since_some_send_it() {
    assertThat(read(Coap.message(2, 0, 5, "aa").build()).isEmpty()).isTrue();
  }

  @Test
  void reads_a_message_over_tcp_by_its_own_length() {
    byte[] octets = HexFormat.of().parseHex("5301aabbcc" + "b474656d70" + "99");
    ByteBuffer buffer = ByteBuffer.wrap(octets);
    assertThat(CoapReader.streamLength(buffer, 0)).isEqualTo(10);
    CoapMessage message = reader.readStream(buffer, 0, 10);
    assertThat(message.token()).isEqualTo("aabbcc");
    assertThat(message.path()).isEqualTo("/temp");
  }

  @ParameterizedTest
  @CsvSource({"00, 2", "c001, 14", "d000, 16", "e00000, 273", "f000000000, 65811"})
  void knows_the_four_forms_of_length_over_tcp(String hex, long length) {
    byte[] octets = HexFormat.of().parseHex(hex);
    assertThat(CoapReader.streamLength(ByteBuffer.wrap(octets), 0)).isEqualTo(length);
  }
}
