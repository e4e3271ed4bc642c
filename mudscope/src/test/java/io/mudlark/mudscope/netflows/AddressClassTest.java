package io.mudlark.mudscope.netflows;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.flow.IpAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressClassTest {
  @ParameterizedTest
  @CsvSource({
    "0.0.0.0, PRIVATE",
    "10.1.2.3, PRIVATE",
    "9.255.255.255, PUBLIC",
    "100.64.0.1, CARRIER_GRADE_NAT",
    "100.128.0.1, PUBLIC",
    "127.0.0.1, LOOPBACK",
    "169.254.1.1, PRIVATE",
    "172.16.0.1, PRIVATE",
    "172.32.0.1, PUBLIC",
    "192.168.10.206, PRIVATE",
    "223.255.255.255, PUBLIC",
    "224.0.0.1, RESERVED",
    "255.255.255.255, RESERVED",
    "::, UNSPECIFIED",
    "::1, LOOPBACK",
    "::2, RESERVED",
    "::ffff:1.2.3.4, IPV4MAP",
    "2001:db8::1, DOCUMENTATION",
    "2001:658::1, ALLOCATED RIPE NCC",
    "3fff::, RESERVED",
    "fd00::1, ULA",
    "fe80::1, LINKLOCAL",
    "ff02::1, LINK-LOCAL MULTICAST",
    "ff05::1, SITE-LOCAL MULTICAST"
  })
  void names_the_kind_of_an_address_as_ipy_does(String address, String kind) {
    assertThat(AddressClass.of(IpAddress.parse(address))).isEqualTo(kind);
  }

  @Test
  void does_not_mind_blanks_before_an_address() {
    assertThat(AddressClass.ofText("    192.168.32.2")).isEqualTo("PRIVATE");
    assertThat(AddressClass.ofText("         fe80::1")).isEqualTo("LINKLOCAL");
  }

  @Test
  void leaves_what_ipy_cannot_read_as_a_kind_of_its_own() {
    assertThat(AddressClass.ofText("              ::")).isEqualTo("              ::");
    assertThat(AddressClass.ofText("2001:62..e0:fed5")).isEqualTo("2001:62..e0:fed5");
    assertThat(AddressClass.ofText("")).isEmpty();
  }
}
