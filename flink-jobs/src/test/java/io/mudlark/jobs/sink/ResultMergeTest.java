package io.mudlark.jobs.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.ledger.Tally;
import io.mudlark.ledger.Tally.Book;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultMergeTest {
  @TempDir private Path folder;

  @Test
  void what_a_run_tells_of_one_fate_every_minute_is_held_as_one_line() throws IOException {
    List<String> lines = new ArrayList<>();
    for (int minute = 0; minute < 1_000; minute++) {
      lines.add(line(new Tally("home", Book.FLOWS, "known-devices", 2, 20)));
      lines.add(line(new Tally("home", Book.HOSTS, "192.168.1.9", 1, 3)));
      lines.add(line(new Tally("lab", Book.FLOWS, "known-devices", 1, 1)));
    }
    Path parts = folder.resolve(ResultFiles.PARTS).resolve(ResultFiles.LEDGER_PARTS);
    Files.createDirectories(parts);
    Files.write(parts.resolve("part-0"), lines);
    assertThat(new ResultMerge(folder).ledger())
        .containsExactly(
            new Tally("home", Book.FLOWS, "known-devices", 2_000, 20_000),
            new Tally("home", Book.HOSTS, "192.168.1.9", 1_000, 3_000),
            new Tally("lab", Book.FLOWS, "known-devices", 1_000, 1_000));
  }

  private static String line(Tally tally) {
    return TallyLines.key(tally) + "\t" + TallyLines.format(tally);
  }
}
