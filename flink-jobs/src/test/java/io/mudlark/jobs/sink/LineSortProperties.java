package io.mudlark.jobs.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class LineSortProperties {
  @Property(tries = 60)
  void any_split_into_parts_and_any_memory_gives_the_same_file(
      @ForAll Random random,
      @ForAll @IntRange(min = 0, max = 200) int count,
      @ForAll @IntRange(min = 1, max = 5) int parts,
      @ForAll @IntRange(min = 10, max = 2000) int memory)
      throws IOException {
    Path folder = Files.createTempDirectory("line-sort");
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      lines.add(random.nextInt(20) + "\u0001site\tdocument \u00e4 " + random.nextInt(50));
    }
    List<String> sorted = new ArrayList<>(lines);
    Collections.sort(sorted);
    Collections.shuffle(lines, random);
    List<Path> files = new ArrayList<>();
    for (int p = 0; p < parts; p++) {
      List<String> part = new ArrayList<>();
      for (int i = p; i < lines.size(); i += parts) {
        part.add(lines.get(i));
      }
      files.add(Files.write(folder.resolve("part-" + p), part));
    }
    Path result = folder.resolve("result");
    assertThat(new LineSort(folder, memory).sort(files, result)).isEqualTo(count);
    assertThat(Files.readAllLines(result))
        .isEqualTo(sorted.stream().map(l -> l.substring(l.indexOf('\t') + 1)).toList());
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).hasSize(parts + 1);
    }
  }
}
