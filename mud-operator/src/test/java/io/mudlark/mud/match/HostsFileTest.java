package io.mudlark.mud.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudlark.flow.IpAddress;
import io.mudlark.mud.testing.Shared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostsFileTest {
  @TempDir Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("hosts"), text);
  }

  private HostsFile read(String text) throws IOException {
    return HostsFile.read(file(text));
  }

  @Test
  void reads_lines_of_an_address_and_its_names() throws Exception {
    HostsFile hosts =
        read("# comment\n\n203.0.113.5 Cloud.Example. www # more\n\t2001:db8::5  cloud.example\n");
    assertThat(hosts.addresses("cloud.example"))
        .containsExactly(IpAddress.parse("203.0.113.5"), IpAddress.parse("2001:db8::5"));
    assertThat(hosts.addresses("www")).containsExactly(IpAddress.parse("203.0.113.5"));
    assertThat(hosts.addresses("other")).isEmpty();
    assertThat(hosts.table()).hasSize(2);
  }

  @Test
  void reads_a_json_map_of_names() throws Exception {
    HostsFile hosts = read(" {\"a\": \"203.0.113.5\", \"b\": [\"203.0.113.6\", \"::1\"]}");
    assertThat(hosts.addresses("a")).containsExactly(IpAddress.parse("203.0.113.5"));
    assertThat(hosts.addresses("b")).hasSize(2);
  }

  @Test
  void reads_the_pinned_names_of_the_original_runs() throws Exception {
    HostsFile hosts = HostsFile.read(Shared.path("golden/mudscope/config/hosts.json"));
    assertThat(hosts.addresses("use1-api.tplinkra.com"))
        .containsExactly(IpAddress.parse("52.206.238.222"));
  }

  @Test
  void refuses_what_is_malformed_with_file_and_place() throws Exception {
    Path file = folder.resolve("hosts");
    assertThatThrownBy(() -> read("203.0.113.5 a\n203.0.113 b"))
        .isInstanceOf(IOException.class)
        .hasMessage(file + ": line 2: not an IP address: '203.0.113'");
    assertThatThrownBy(() -> read("203.0.113.5"))
        .hasMessage(file + ": line 1: an address without a name");
    assertThatThrownBy(() -> read("{\"a\": 7}")).hasMessage(file + ": a: not an IP address: '7'");
    assertThatThrownBy(() -> read("{\n\"a\"")).hasMessageStartingWith(file + ": line 2: not JSON");
    StringBuilder many = new StringBuilder("::1");
    for (int i = 0; i <= HostsFile.MAX_ADDRESSES; i++) {
      many.append(' ').append(Integer.toString(i, 36)).append('h');
    }
    assertThatThrownBy(() -> read(many.toString()))
        .hasMessage(file + ": more than 65536 addresses");
    assertThatThrownBy(() -> read("x".repeat(HostsFile.MAX_OCTETS + 1)))
        .hasMessage(file + ": larger than 1048576 octets");
  }

  @Test
  void ends_with_a_table_or_one_line_whatever_it_reads() throws Exception {
    Random random = new Random(53);
    String[] pieces = {
      "{", "}", "\"a\"", ":", "1.2.3.4", "::1", "\n", " ", "#", "[", "]", "\0", "é"
    };
    for (int round = 0; round < 500; round++) {
      StringBuilder text = new StringBuilder(round % 2 == 0 ? "{" : "");
      for (int i = random.nextInt(20); i > 0; i--) {
        text.append(pieces[random.nextInt(pieces.length)]);
      }
      try {
        assertThat(read(text.toString()).table()).isNotNull();
      } catch (IOException e) {
        assertThat(e.getMessage()).doesNotContain("\n");
      }
    }
  }
}
