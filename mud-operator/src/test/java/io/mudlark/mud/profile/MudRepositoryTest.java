package io.mudlark.mud.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.mud.testing.MudText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MudRepositoryTest {
  @TempDir Path folder;
  private final List<String> problems = new ArrayList<>();

  @BeforeEach
  void fill() throws IOException {
    write("camera.json", MudText.of("https://maker.example/camera").json());
    write("deep/er/lamp.JSON", lamp().json().replace("\"camera\"", "\"desk lamp\""));
    write("package.json", "{\"name\":\"no MUD file\"}");
    write("notes.txt", "{");
    write(".hidden.json", "{");
    write("..2026/camera.json", MudText.of("https://maker.example/camera").json());
  }

  private static MudText lamp() {
    return MudText.of("https://maker.example/lamp").from("{}");
  }

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private MudRepository load() {
    return MudRepository.load(List.of(folder), problems::add);
  }

  private static Optional<String> url(Optional<MudRepository.Entry> entry) {
    return entry.map(found -> found.profile().url());
  }

  @Test
  void finds_profiles_by_url_file_name_base_name_and_systeminfo() {
    MudRepository repository = load();
    assertThat(problems).isEmpty();
    for (String reference :
        List.of(
            "https://maker.example/lamp",
            "lamp",
            "lamp.json",
            "lamp.JSON",
            folder.resolve("deep/er/lamp.JSON").toString(),
            "desk lamp")) {
      assertThat(url(repository.find(reference)))
          .as(reference)
          .contains("https://maker.example/lamp");
    }
    assertThat(repository.find("toaster")).isEmpty();
  }

  @Test
  void counts_json_that_is_no_mud_file_and_passes_over_hidden_files() {
    MudRepository repository = load();
    assertThat(repository.entries()).hasSize(2);
    assertThat(repository.notMud()).isEqualTo(1);
    assertThat(repository.failed()).isZero();
  }

  @Test
  void reports_what_it_cannot_use_in_one_line_each() throws Exception {
    Path broken = write("a-broken.json", "{");
    Path missing = folder.resolve("missing.json");
    MudRepository repository = MudRepository.load(List.of(folder, missing), problems::add);
    assertThat(repository.failed()).isEqualTo(2);
    assertThat(problems).hasSize(2);
    assertThat(problems.get(0)).startsWith(broken + ": line 1, column ");
    assertThat(problems.get(1)).isEqualTo(missing + ": no such file");
  }

  @Test
  void reports_duplicates_and_uses_the_first() throws Exception {
    write("z-camera.json", MudText.of("https://maker.example/camera").from("{}").json());
    write("y-camera.json", MudText.of("https://maker.example/camera").json());
    MudRepository repository = load();
    assertThat(problems)
        .hasSize(2)
        .anyMatch(
            line ->
                line.startsWith(folder.resolve("y-camera.json").toString())
                    && line.endsWith(", with the same rules"))
        .anyMatch(line -> line.endsWith(", with OTHER rules; the first is used"));
    assertThat(repository.find("https://maker.example/camera").orElseThrow().file())
        .hasFileName("camera.json");
  }

  @Test
  void finds_nothing_by_an_ambiguous_name() throws Exception {
    write("other/lamp.json", MudText.of("https://other.example/lamp").json());
    assertThat(load().find("lamp")).isEmpty();
    assertThat(url(load().find("https://other.example/lamp"))).isPresent();
  }

  @Test
  void looks_at_no_more_files_than_the_limit_and_says_so() {
    MudRepository repository = MudRepository.load(List.of(folder), problems::add, 1);
    assertThat(repository.entries()).hasSize(1);
    assertThat(repository.failed()).isEqualTo(1);
    assertThat(problems).containsExactly(folder + ": more than 1 files, the rest is left out");
  }
}
