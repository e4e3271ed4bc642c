package io.mudlark.source.datagram;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelDropsTest {
  private static final String HEADER =
      "   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout"
          + " inode ref pointer drops\n";

  @TempDir Path proc;

  private void table(String name, String lines) throws IOException {
    Path net = Files.createDirectories(proc.resolve("self/net"));
    Files.writeString(net.resolve(name), HEADER + lines);
  }

  private void descriptor(String number, String target) throws IOException {
    Path fd = Files.createDirectories(proc.resolve("self/fd"));
    Files.createSymbolicLink(fd.resolve(number), Path.of(target));
  }

  @Test
  void finds_its_own_sockets_on_a_port_in_both_tables() throws IOException {
    table(
        "udp",
        "  10: 0100007F:1283 00000000:0000 07 00000000:00000000 00:00000000 00000000     0"
            + "        0 4711 2 0000000000000000 17\n"
            + "  11: 0100007F:1283 00000000:0000 07 00000000:00000000 00:00000000 00000000     0"
            + "        0 9999 2 0000000000000000 5\n");
    table(
        "udp6",
        "  12: 00000000000000000000000000000000:1283 00000000000000000000000000000000:0000 07"
            + " 00000000:00000000 00:00000000 00000000     0        0 4712 2 0000000000000000 3\n");
    descriptor("3", "socket:[4711]");
    descriptor("4", "socket:[4712]");
    descriptor("5", "/dev/null");
    KernelDrops drops = new KernelDrops(proc);
    assertThat(drops.own(0x1283)).isEqualTo(Set.of(4711L, 4712L));
    assertThat(drops.of(4711)).isEqualTo(17);
    assertThat(drops.of(4712)).isEqualTo(3);
  }

  @Test
  void a_system_without_the_table_says_that_it_does_not_know() {
    KernelDrops drops = new KernelDrops(proc.resolve("nothing"));
    assertThat(drops.own(4739)).isEmpty();
    assertThat(drops.of(1)).isEqualTo(-1);
  }

  @Test
  void lines_of_another_form_are_passed_over() throws IOException {
    table("udp", "garbage\n 1: zz:zz a b c d e f g h i j k\n: : : : : : : : : : : :\n");
    assertThat(new KernelDrops(proc).of(4711)).isEqualTo(-1);
  }
}
