package io.mudlark.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudlark.flow.IpAddress;
import io.mudlark.flow.MacAddress;
import io.mudlark.jobs.pipeline.DeviceDirectory;
import io.mudlark.jobs.pipeline.Lease;
import io.mudlark.site.Device;
import io.mudlark.site.DeviceId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeasesFileTest {
  private static final IpAddress ADDRESS = IpAddress.parse("192.168.1.20");
  private static final MacAddress CAMERA = MacAddress.parse("00:11:22:33:44:55");
  private static final MacAddress PLUG = MacAddress.parse("00:11:22:33:44:66");
  private static final long NOON = 1_769_860_800_000_000_000L; // 2026-01-31T12:00:00Z
  private static final long HOUR = 3_600_000_000_000L;

  @TempDir Path folder;

  @Test
  void csv_tells_who_had_an_address_between_two_times() throws Exception {
    List<Lease> leases =
        read(
            """
            mac,ip,from,until,site
            # the camera, then the plug
            00:11:22:33:44:55,192.168.1.20,2026-01-31T12:00:00Z,2026-01-31T13:00:00Z,
            00:11:22:33:44:66,192.168.1.20,1769864400,,attic
            """);
    assertThat(leases)
        .containsExactly(
            new Lease("home", ADDRESS, CAMERA, NOON, NOON + HOUR),
            new Lease("attic", ADDRESS, PLUG, NOON + HOUR, Long.MAX_VALUE));
  }

  @Test
  void a_lease_in_force_in_dhcpd_leases_is_renewed_until_another_begins() throws Exception {
    List<Lease> leases =
        read(
            """
            # All times in this file are in UTC (GMT), not your local timezone.
            authoring-byte-order little-endian;
            lease 192.168.1.20 {
              starts 6 2026/01/31 12:00:00;
              ends 6 2026/01/31 13:00:00;
              binding state free;
              hardware ethernet 00:11:22:33:44:55;
            }
            lease 192.168.1.20 {
              starts epoch 1769864400; # Sat Jan 31 13:00:00 2026
              ends epoch 1769868000; # Sat Jan 31 14:00:00 2026
              binding state active;
              hardware ethernet 00:11:22:33:44:66;
              client-hostname "plug";
            }
            """);
    assertThat(leases)
        .containsExactly(
            new Lease("home", ADDRESS, CAMERA, NOON, NOON + HOUR),
            new Lease("home", ADDRESS, PLUG, NOON + HOUR, Long.MAX_VALUE));
  }

  @Test
  void dnsmasq_names_mac_and_address_and_its_ipv6_leases_are_passed_over() throws Exception {
    List<Lease> leases =
        read(
            """
            1769864400 00:11:22:33:44:55 192.168.1.20 camera *
            duid 00:01:00:01:2c:aa
            1769864400 12345 fd00::20 camera 00:01:00:01
            """);
    assertThat(leases)
        .containsExactly(new Lease("home", ADDRESS, CAMERA, Lease.ALWAYS, Long.MAX_VALUE));
  }

  @Test
  void what_is_wrong_is_named_with_file_and_line() {
    assertThatThrownBy(() -> read("mac,ip\n00:11:22:33:44:55,192.168.1\n"))
        .hasMessageEndingWith("leases: line 2: not an IP address: '192.168.1'");
    assertThatThrownBy(() -> read("mac,ip,from\n00:11:22:33:44:55,10.0.0.1,yesterday\n"))
        .hasMessageContaining("line 2: not a time");
    assertThatThrownBy(() -> read("lease 10.0.0.1 {\n  starts never;\n"))
        .hasMessageContaining("without a closing brace");
    assertThatThrownBy(() -> read("hello world\n")).hasMessageContaining("line 1");
  }

  @Test
  void damaged_files_give_leases_or_one_reason_and_nothing_else() throws Exception {
    String[] seeds = {
      "mac,ip,from,until,site\n00:11:22:33:44:55,192.168.1.20,1,2,x\n",
      "lease 10.0.0.1 {\n starts 6 2026/01/31 12:00:00;\n hardware ethernet 00:11:22:33:44:55;\n}\n",
      "1769864400 00:11:22:33:44:55 192.168.1.20 camera *\n"
    };
    Random random = new Random(7);
    Path file = folder.resolve("fuzz");
    for (int i = 0; i < 6_000; i++) {
      byte[] octets = seeds[i % 3].getBytes(StandardCharsets.UTF_8);
      for (int n = 1 + random.nextInt(6); n > 0; n--) {
        octets[random.nextInt(octets.length)] = (byte) random.nextInt(256);
      }
      Files.write(file, octets);
      try {
        LeasesFile.read(file, "home");
      } catch (ConfigException e) {
        assertThat(e.getMessage()).isNotBlank().startsWith(file.toString());
      }
    }
  }

  @Test
  void an_address_belongs_to_whom_it_was_leased_to_when_the_flow_began() {
    DeviceId camera = new DeviceId("home", "camera");
    DeviceId plug = new DeviceId("home", "plug");
    DeviceDirectory directory =
        new DeviceDirectory(
            List.of(
                new Device(camera, CAMERA, List.of(), null),
                new Device(plug, PLUG, List.of(ADDRESS), null)),
            List.of(
                new Lease("home", ADDRESS, CAMERA, NOON, NOON + HOUR),
                new Lease(
                    "home",
                    ADDRESS,
                    MacAddress.parse("aa:aa:aa:aa:aa:aa"),
                    NOON + 2 * HOUR,
                    Long.MAX_VALUE)));
    assertThat(directory.find("home", null, ADDRESS, NOON)).isEqualTo(camera);
    assertThat(directory.find("home", null, ADDRESS, NOON + HOUR)).isEqualTo(plug);
    assertThat(directory.find("home", null, ADDRESS, NOON + 3 * HOUR)).isNull();
    assertThat(directory.find("home", PLUG, ADDRESS, NOON)).isEqualTo(plug);
    assertThat(directory.find("away", null, ADDRESS, NOON)).isNull();
  }

  private List<Lease> read(String text) throws ConfigException, IOException {
    Path file = folder.resolve("leases");
    Files.writeString(file, text);
    return LeasesFile.read(file, "home");
  }
}
