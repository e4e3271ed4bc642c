package io.mudlark.process.live;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.process.log.EventLog;
import io.mudlark.process.log.LogEvent;
import io.mudlark.process.log.Trace;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelWatchTest {
  @TempDir Path folder;

  @Test
  void tells_of_a_model_once_and_of_the_next_even_when_size_and_time_are_the_same()
      throws IOException {
    Path file = folder.resolve("model.json");
    replace(file, model("one"));
    FileTime time = Files.getLastModifiedTime(file);
    ModelWatch watch = new ModelWatch(file);
    assertThat(requireNonNull(watch.look()).version()).isEqualTo("one");
    assertThat(watch.look()).isNull();
    replace(file, model("two"));
    Files.setLastModifiedTime(file, time);
    ModelWatch.News news = requireNonNull(watch.look());
    assertThat(news.version()).isEqualTo("two");
    assertThat(news.model()).isEqualTo(model("two"));
    assertThat(watch.look()).isNull();
  }

  @Test
  void tells_of_what_cannot_be_used_once_in_one_line_that_names_the_file() throws IOException {
    Path file = folder.resolve("model.json");
    ModelWatch watch = new ModelWatch(file);
    assertRefused(watch, file, "no such file");
    Files.writeString(file, "{\"format\": 99}");
    assertRefused(watch, file, "not a conformance model of format 2");
    Files.writeString(file, model("one").substring(0, 300));
    assertRefused(watch, file, "");
    try (RandomAccessFile huge = new RandomAccessFile(file.toFile(), "rw")) {
      huge.setLength(ModelFile.MAX_OCTETS + 1L);
    }
    assertRefused(watch, file, "longer than");
    replace(file, model("one"));
    assertThat(requireNonNull(watch.look()).version()).isEqualTo("one");
  }

  private static void assertRefused(ModelWatch watch, Path file, String why) {
    ModelWatch.News news = requireNonNull(watch.look());
    assertThat(news.model()).isNull();
    assertThat(news.problem()).startsWith(file + ": ").contains(why).doesNotContain("\n");
    assertThat(watch.look()).isNull();
  }

  private void replace(Path file, String text) throws IOException {
    Path beside = Files.writeString(folder.resolve("beside"), text);
    Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static String model(String version) {
    Trace trace = new Trace("c", List.of(LogEvent.at("a", 0), LogEvent.at("b", 1_000_000)));
    return ModelFile.write(ConformanceModel.learn(version, new EventLog(List.of(trace))));
  }
}
