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
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Budgets of size, and the opening sentence of every type, held over the sources. */
class SourceSizeTest {
  private static final int MAX_TYPE = 300;
  private static final int MAX_METHOD = 40;
  private static final Pattern METHOD_START =
      Pattern.compile(
          "  (  )*(public |protected |private |static |final |synchronized |abstract |default |<[^>]+> )*[\\w<>\\[\\]?,.@ ]+\\([^;]*");

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
    assertThat(over.keySet()).isEqualTo(new TreeSet<>(SizeExceptions.TYPES.keySet()));
  }

  @Test
  void methods_stay_within_their_budget_or_on_the_list_of_exceptions() throws IOException {
    Map<String, Integer> over = new TreeMap<>();
    for (Path file : mainSources()) {
      int longest = longestMethod(Files.readAllLines(file));
      if (longest > MAX_METHOD) {
        over.put(name(file), longest);
      }
    }
    assertThat(over.keySet()).isEqualTo(new TreeSet<>(SizeExceptions.METHODS.keySet()));
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
                "(?m)^(public |final |abstract |sealed |non-sealed |@\\w+[^\\n]*\\n)*(class|record|enum|interface|@interface) ")
            .matcher(text);
    return match.find() ? match.start() : text.length();
  }

  /** Lines from a method's first to its closing brace at the same indentation. */
  private static int longestMethod(List<String> lines) {
    int longest = 0;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (!METHOD_START.matcher(line).lookingAt() || isStatement(line)) {
        continue;
      }
      int indent = line.length() - line.stripLeading().length();
      String end = " ".repeat(indent) + "}";
      for (int j = i; j < lines.size(); j++) {
        String other = lines.get(j);
        if (other.equals(" ".repeat(indent) + "}")) {
          longest = Math.max(longest, j - i + 1);
          break;
        }
        if (j > i && other.endsWith(";") && indentOf(other) <= indent) {
          break;
        }
        if (other.startsWith(end) && j > i) {
          break;
        }
      }
    }
    return longest;
  }

  private static int indentOf(String line) {
    return line.length() - line.stripLeading().length();
  }

  private static boolean isStatement(String line) {
    String code = line.strip();
    return code.endsWith(";")
        || code.startsWith("return")
        || code.startsWith("if ")
        || code.startsWith("for ")
        || code.startsWith("while ")
        || code.startsWith("switch ")
        || code.startsWith("try ")
        || code.startsWith("throw ")
        || code.startsWith("new ")
        || code.startsWith("else")
        || code.startsWith("}")
        || code.startsWith("@")
        || code.contains(" = ")
        || code.startsWith("record ")
        || code.contains(" record ")
        || !code.matches(".*\\w+ \\w+\\(.*|^\\w+\\(.*");
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
