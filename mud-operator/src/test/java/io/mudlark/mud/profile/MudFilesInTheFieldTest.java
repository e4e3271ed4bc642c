package io.mudlark.mud.profile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mudlark.mud.testing.Shared;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** MUD files written by others, against what yanglint and a count of their features say. */
class MudFilesInTheFieldTest {
  private static JsonNode reference() throws IOException {
    return new ObjectMapper()
        .readTree(Shared.path("data/d_mud/MUD-VALIDATION.yanglint-ref.json").toFile())
        .get("files");
  }

  private static JsonNode reference(JsonNode files, Path file) {
    Path root = Shared.path("data/d_mud");
    return files.get(root.relativize(file).toString());
  }

  @Test
  void reads_every_file_with_the_entries_and_names_that_are_in_it() throws Exception {
    JsonNode files = reference();
    List<Path> found = Shared.mudFiles();
    assertThat(found).hasSizeGreaterThanOrEqualTo(36);
    for (Path file : found) {
      JsonNode expected = reference(files, file);
      if (expected == null) {
        continue;
      }
      MudProfile profile = MudFileReader.read(file);
      JsonNode features = expected.get("features");
      assertThat(profile.url()).as("%s", file).isEqualTo(expected.get("mud_url").asText());
      assertThat(count(profile.fromDevice()))
          .as("%s", file)
          .isEqualTo(features.path("from_device").asInt());
      assertThat(count(profile.toDevice()))
          .as("%s", file)
          .isEqualTo(features.path("to_device").asInt());
      Set<String> names = new TreeSet<>();
      features.path("dns_names").forEach(name -> names.add(name.asText().toLowerCase(Locale.ROOT)));
      assertThat(names(profile)).as("%s", file).isEqualTo(names);
      assertThat(count(profile, Match.LocalNetworks.class))
          .as("%s", file)
          .isEqualTo(features.path("local_networks").asInt());
      assertThat(count(profile, Match.Initiated.class))
          .as("%s", file)
          .isEqualTo(features.path("direction_initiated").asInt());
    }
  }

  @Test
  void warns_about_every_file_that_yanglint_finds_invalid() throws Exception {
    JsonNode files = reference();
    for (Path file : Shared.mudFiles()) {
      JsonNode expected = reference(files, file);
      if (expected != null && !expected.get("rfc8520_yang_valid").asBoolean()) {
        assertThat(MudFileReader.read(file).warnings()).as("%s", file).isNotEmpty();
      }
    }
  }

  @Test
  void names_the_older_container_of_mudgee() throws Exception {
    MudProfile profile = MudFileReader.read(Shared.path("data/d_mud/unsw/HueBulbMud.json"));
    assertThat(profile.warnings())
        .contains(
            "/ietf-access-control-list:access-lists: the container of older drafts; RFC 8519 calls"
                + " it acls");
  }

  @Test
  void names_the_missing_time_zone_and_the_unknown_extension() throws Exception {
    assertThat(
            MudFileReader.read(Shared.path("data/d_mud/namib/MUD-Profile-example.json")).warnings())
        .anySatisfy(line -> assertThat(line).startsWith("/ietf-mud:mud/last-update: no date"));
    assertThat(
            MudFileReader.read(Shared.path("data/d_mud/nist/mud-dns-test/mudfile-dns-test.json"))
                .warnings())
        .containsExactly(
            "/ietf-mud:mud/ietf-mud-reporter-extension:reporter: an extension that is not"
                + " understood; ignored");
  }

  private static int count(List<Acl> lists) {
    return lists.stream().mapToInt(list -> list.entries().size()).sum();
  }

  private static Stream<Match> matches(MudProfile profile) {
    return Stream.concat(profile.fromDevice().stream(), profile.toDevice().stream())
        .flatMap(list -> list.entries().stream())
        .flatMap(entry -> entry.matches().stream());
  }

  private static long count(MudProfile profile, Class<? extends Match> kind) {
    return matches(profile).filter(kind::isInstance).count();
  }

  private static Set<String> names(MudProfile profile) {
    Set<String> names = new TreeSet<>();
    matches(profile)
        .filter(Match.DnsName.class::isInstance)
        .forEach(match -> names.add(((Match.DnsName) match).name()));
    return names;
  }
}
