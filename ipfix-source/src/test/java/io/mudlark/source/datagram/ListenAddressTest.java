package io.mudlark.source.datagram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListenAddressTest {
  @Test
  void reads_transport_host_port_and_site() throws UnknownHostException {
    ListenAddress address = ListenAddress.parse("udp://127.0.0.1:4739?site=home");
    assertThat(address.transport()).isEqualTo(ListenAddress.Transport.UDP);
    assertThat(address.toSocket().getPort()).isEqualTo(4739);
    assertThat(address.toSocket().getAddress().isLoopbackAddress()).isTrue();
    assertThat(address.site()).isEqualTo("home");
    assertThat(address).hasToString("udp://127.0.0.1:4739");
  }

  @Test
  void reads_an_ipv6_address_in_brackets_and_gives_it_back() throws UnknownHostException {
    ListenAddress address = ListenAddress.parse("tls://[::1]:4740");
    assertThat(address.host()).isEqualTo("::1");
    assertThat(address.toSocket().getAddress().isLoopbackAddress()).isTrue();
    assertThat(address).hasToString("tls://[::1]:4740");
    assertThat(address.site()).isEqualTo(ListenAddress.DEFAULT_SITE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"udp://*:0", "udp://:0"})
  void a_star_or_nothing_stands_for_all_addresses(String text) throws UnknownHostException {
    assertThat(ListenAddress.parse(text).toSocket().getAddress().isAnyLocalAddress()).isTrue();
  }

  @Test
  void an_address_that_cannot_be_had_is_named_with_the_reason() throws IOException {
    ListenAddress.parse("udp://127.0.0.1:0").tryOut();
    ListenAddress.parse("tcp://127.0.0.1:0").tryOut();
    assertThatThrownBy(() -> ListenAddress.parse("udp://nowhere.invalid:4739").tryOut())
        .hasMessage("cannot listen at udp://nowhere.invalid:4739: no such host");
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String address = "tcp://127.0.0.1:" + taken.getLocalPort();
      assertThatThrownBy(() -> ListenAddress.parse(address).tryOut())
          .hasMessage("cannot listen at " + address + ": Address already in use");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "4739",
        "sctp://h:1",
        "udp://h",
        "udp://h:99999",
        "udp://::1:4739",
        "udp://h:1?place=x"
      })
  void refuses_what_is_no_address_in_one_line(String text) {
    assertThatThrownBy(() -> ListenAddress.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .doesNotContain("\n");
  }
}
