package io.mudlark.jobs.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudlark.jobs.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFolderTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @TempDir private Path folder;

  @Test
  void a_run_goes_on_with_the_windows_and_results_it_began_with() throws Exception {
    Path saved = begun();
    assertThat(state().resume(out(), MINUTE)).isEqualTo(saved.toUri().toString());
  }

  @Test
  void a_run_does_not_go_on_with_windows_of_another_length() throws Exception {
    begun();
    assertThatThrownBy(() -> state().resume(out(), Duration.ofMinutes(5)))
        .isInstanceOf(ConfigException.class)
        .hasMessage("--window: the run in " + state() + " has windows of 1m, not 5m");
  }

  @Test
  void a_run_does_not_go_on_into_other_results() throws Exception {
    begun();
    assertThatThrownBy(() -> state().resume(folder.resolve("other"), MINUTE))
        .isInstanceOf(ConfigException.class)
        .hasMessage("--out: the run in " + state() + " has its results in " + out());
  }

  private StateFolder state() {
    return new StateFolder(folder.resolve("state"));
  }

  private Path out() {
    return folder.resolve("out").toAbsolutePath().normalize();
  }

  private Path begun() throws ConfigException, IOException {
    state().begin(out(), MINUTE, false);
    Path saved = Files.createDirectories(folder.resolve("state/savepoints/savepoint-1"));
    Files.writeString(saved.resolve("_metadata"), "");
    return saved;
  }
}
