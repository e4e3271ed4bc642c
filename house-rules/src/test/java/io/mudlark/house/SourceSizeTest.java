package io.mudlark.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Budgets of size, and the opening sentence of every type, held over the sources. */
class SourceSizeTest {
  private static final int MAX_TYPE = 300;
  private static final int MAX_METHOD = 40;
  private static final int MAX_PACKAGE = 20;
  private static final Path ROOT = Path.of(System.getProperty("mudlark.root", ".."));

  @Test
  void types_stay_within_their_budget_or_on_the_list_of_exceptions() throws IOException {
    Map<String, Integer> over = new TreeMap<>();
    for (Path file : mainSources()) {
      int lines = Files.readAllLines(file).size();
      if (lines > MAX_TYPE) {
        over.put(name(file), lines);
      }
    }
    assertThat(over.keySet()).as(over.toString()).isEqualTo(SizeExceptions.TYPES.keySet());
  }

  @Test
  void methods_stay_within_their_budget_or_on_the_list_of_exceptions() throws IOException {
    Map<String, Integer> over = new TreeMap<>();
    MethodSizes.longest(mainSources())
        .forEach(
            (file, longest) -> {
              if (longest > MAX_METHOD) {
                over.put(name(file), longest);
              }
            });
    assertThat(over.keySet()).as(over.toString()).isEqualTo(SizeExceptions.METHODS.keySet());
  }

  @Test
  void packages_stay_within_their_budget_or_that_of_the_list_of_exceptions() throws IOException {
    Map<String, Integer> types = new TreeMap<>();
    for (Path file : mainSources()) {
      String path = file.getParent().toString().replace('\\', '/');
      types.merge(path.replaceAll(".*/src/main/java/", "").replace('/', '.'), 1, Integer::sum);
    }
    Map<String, Integer> over = new TreeMap<>(types);
    over.entrySet()
        .removeIf(
            it -> it.getValue() <= SizeExceptions.PACKAGES.getOrDefault(it.getKey(), MAX_PACKAGE));
    assertThat(over).isEmpty();
    types.values().removeIf(count -> count <= MAX_PACKAGE);
    assertThat(types.keySet()).isEqualTo(SizeExceptions.PACKAGES.keySet());
  }

  @Test
  void every_type_opens_with_a_sentence() throws IOException {
    List<String> silent = new ArrayList<>();
    for (Path file : mainSources()) {
      String text = Files.readString(file);
      int type = firstType(text);
      String before = text.substring(0, type);
      int doc = before.lastIndexOf("/**");
      if (doc < 0 || before.indexOf("*/", doc) < 0) {
        silent.add(name(file));
      }
    }
    assertThat(silent).isEmpty();
  }

  @Test
  void every_package_says_what_it_is() throws IOException {
    List<String> silent = new ArrayList<>();
    for (Path file : mainSources()) {
      if (!Files.exists(file.resolveSibling("package-info.java"))) {
        silent.add(name(file));
      }
    }
    assertThat(silent).isEmpty();
  }

  private static int firstType(String text) {
    var match =
        Pattern.compile(
                "(?m)^(public |final |abstract |sealed |non-sealed |@\\w+[^\\n"
                    + "]*\\n"
                    + ")*(class|record|enum|interface|@interface) ")
            .matcher(text);
    return match.find() ? match.start() : text.length();
  }

  private static String name(Path file) {
    return file.getFileName().toString().replace(".java", "");
  }

  private static List<Path> mainSources() throws IOException {
    List<Path> sources = new ArrayList<>();
    try (Stream<Path> modules = Files.list(ROOT)) {
      for (Path module : modules.sorted().toList()) {
        Path main = module.resolve("src/main/java");
        if (Files.isDirectory(main)) {
          try (Stream<Path> files = Files.walk(main)) {
            files
                .filter(f -> f.toString().endsWith(".java"))
                .filter(f -> !f.endsWith("package-info.java"))
                .forEach(sources::add);
          }
        }
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return sources;
  }
}
