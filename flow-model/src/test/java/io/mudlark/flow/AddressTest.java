package io.mudlark.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
  @ParameterizedTest
  @CsvSource({
    "192.168.32.2, 192.168.32.2",
    "::, ::",
    "::1, ::1",
    "2001:DB8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
    "fe80::1, fe80::1",
    "1:0:0:2:0:0:0:3, 1:0:0:2::3",
    "::ffff:10.0.0.1, ::ffff:a00:1",
    "1:2:3:4:5:6:7:8, 1:2:3:4:5:6:7:8",
    "0:1:2:3:4:5:6:7, 0:1:2:3:4:5:6:7",
    "1::, 1::"
  })
  void an_address_is_written_in_its_canonical_form(String text, String canonical) {
    assertThat(IpAddress.parse(text)).hasToString(canonical);
    assertThat(IpAddress.of(IpAddress.parse(text).octets())).isEqualTo(IpAddress.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1.2.3",
        "1.2.3.256",
        "1.2.3.4.5",
        ":::",
        "1::2::3",
        "12345::",
        "g::",
        "1:2:3:4:5:6:7:8:9",
        "1:2:3:4:5:6:7::8",
        "a.b.c.d",
        "1.2.3.4/8"
      })
  void what_is_no_address_is_refused(String text) {
    assertThat(IpAddress.isLiteral(text)).isFalse();
    assertThatThrownBy(() -> IpAddress.parse(text)).hasMessageContaining("not an IP address");
  }

  @Test
  void a_prefix_contains_its_own_family_and_block_only() {
    IpPrefix prefix = IpPrefix.parse("192.168.37.5/16");
    assertThat(prefix).hasToString("192.168.0.0/16");
    assertThat(prefix.contains(IpAddress.parse("192.168.255.255"))).isTrue();
    assertThat(prefix.contains(IpAddress.parse("192.169.0.0"))).isFalse();
    assertThat(prefix.contains(IpAddress.parse("::c0a8:1"))).isFalse();
    assertThat(IpPrefix.parse("0.0.0.0/0").contains(IpAddress.parse("8.8.8.8"))).isTrue();
    assertThat(IpPrefix.parse("2001:db8::/96").contains(IpAddress.parse("2001:db8::7:8"))).isTrue();
    assertThat(IpPrefix.parse("2001:db8::/96").contains(IpAddress.parse("2001:db8::1:0:0")))
        .isFalse();
    assertThat(IpPrefix.parse("::/0").contains(IpAddress.parse("ff02::1"))).isTrue();
  }

  @Test
  void the_kinds_of_addresses_are_told_apart() {
    assertThat(IpAddress.parse("239.255.255.250").isMulticast()).isTrue();
    assertThat(IpAddress.parse("ff02::fb").isMulticast()).isTrue();
    assertThat(IpAddress.parse("172.31.0.1").isPrivate()).isTrue();
    assertThat(IpAddress.parse("172.32.0.1").isPrivate()).isFalse();
    assertThat(IpAddress.parse("fd00::1").isPrivate()).isTrue();
    assertThat(IpAddress.parse("fe80::1").isLinkLocal()).isTrue();
    assertThat(IpAddress.parse("169.254.3.4").isLinkLocal()).isTrue();
    assertThat(IpAddress.parse("127.0.0.5").isLoopback()).isTrue();
  }

  @Test
  void a_mac_address_is_read_in_any_case_and_written_in_lower_case() {
    assertThat(MacAddress.parse("00-31-92-E1-7b-17")).hasToString("00:31:92:e1:7b:17");
    assertThat(MacAddress.parse("01:00:5e:00:00:fb").isGroup()).isTrue();
    assertThat(MacAddress.parse("ff:ff:ff:ff:ff:ff").isBroadcast()).isTrue();
    assertThatThrownBy(() -> MacAddress.parse("00:31:92:e1:7b")).hasMessageContaining("not a MAC");
    assertThatThrownBy(() -> MacAddress.parse("00:31:92:e1:7b:xx"))
        .hasMessageContaining("not a MAC");
  }
}
