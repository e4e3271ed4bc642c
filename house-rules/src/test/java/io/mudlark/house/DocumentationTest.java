package io.mudlark.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Links of the documentation lead somewhere, and from the README to every page. */
class DocumentationTest {
  private static final Path ROOT = Path.of(System.getProperty("mudlark.root", ".."));
  private static final Pattern CODE = Pattern.compile("(?ms)^```.*?^```|`[^`\\n]*`");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.*)$");

  @Test
  void every_link_leads_to_a_file_and_a_heading_that_are_there() throws IOException {
    List<String> broken = new ArrayList<>();
    for (Path page : pages()) {
      for (String link : links(page)) {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
        boolean there = Files.exists(target);
        if (there && parts.length == 2) {
          there = anchors(Files.readString(target)).contains(parts[1]);
        }
        if (!there) {
          broken.add(ROOT.relativize(page) + ": " + link);
        }
      }
    }
    assertThat(broken).isEmpty();
  }

  @Test
  void every_page_can_be_reached_from_the_readme() throws IOException {
    Set<Path> reached = new HashSet<>();
    Deque<Path> waiting = new ArrayDeque<>(List.of(ROOT.resolve("README.md").normalize()));
    while (!waiting.isEmpty()) {
      Path page = waiting.pop();
      if (reached.add(page) && page.toString().endsWith(".md") && Files.exists(page)) {
        for (String link : links(page)) {
          waiting.add(page.resolveSibling(link.replaceAll("#.*", "")).normalize());
        }
      }
    }
    Set<Path> lost = new TreeSet<>();
    try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
      docs.filter(it -> it.toString().endsWith(".md")).map(Path::normalize).forEach(lost::add);
    }
    lost.removeAll(reached);
    assertThat(lost).isEmpty();
  }

  @Test
  void pages_are_numbered_and_no_number_is_used_twice() throws IOException {
    Set<String> numbers = new HashSet<>();
    List<String> wrong = new ArrayList<>();
    try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
      for (Path page : docs.filter(it -> it.toString().endsWith(".md")).sorted().toList()) {
        String name = page.getFileName().toString();
        boolean titled = Files.readString(page).startsWith("# ");
        if (!name.matches("\\d\\d-[a-z0-9-]+\\.md")
            || !numbers.add(name.substring(0, 2))
            || !titled) {
          wrong.add(name);
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void headings_become_anchors_as_on_the_web() {
    String page = "# A, b & `c`!\n## Same\n## Same\n```\n# no heading\n```\n### [x](y.md) *z*_1\n";
    assertThat(anchors(page)).containsExactlyInAnyOrder("a-b--c", "same", "same-1", "x-z_1");
  }

  /** Relative links outside of code; what has a scheme is not asked for. */
  private static List<String> links(Path page) throws IOException {
    List<String> links = new ArrayList<>();
    Matcher link = LINK.matcher(CODE.matcher(Files.readString(page)).replaceAll(""));
    while (link.find()) {
      if (!link.group(1).matches("[a-z]+:.*")) {
        links.add(link.group(1));
      }
    }
    return links;
  }

  private static Set<String> anchors(String page) {
    Map<String, Integer> seen = new HashMap<>();
    Set<String> anchors = new HashSet<>();
    Matcher heading =
        HEADING.matcher(Pattern.compile("(?ms)^```.*?^```").matcher(page).replaceAll(""));
    while (heading.find()) {
      String text = heading.group(1).replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1");
      String anchor =
          text.strip()
              .toLowerCase(Locale.ROOT)
              .replaceAll("[^\\p{L}\\p{N} _-]", "")
              .replace(' ', '-');
      int again = seen.merge(anchor, 1, Integer::sum);
      anchors.add(again == 1 ? anchor : anchor + "-" + (again - 1));
    }
    return anchors;
  }

  /** All pages that people read: the README, the docs, and what modules say beside their code. */
  private static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>();
    for (String folder : List.of("", "docs")) {
      try (Stream<Path> files = Files.list(ROOT.resolve(folder))) {
        files.filter(it -> it.toString().endsWith(".md")).map(Path::normalize).forEach(pages::add);
      }
    }
    try (Stream<Path> modules = Files.list(ROOT)) {
      for (Path module : modules.filter(Files::isDirectory).sorted().toList()) {
        if (Files.exists(module.resolve("DISCUSSION.md"))) {
          pages.add(module.resolve("DISCUSSION.md").normalize());
        }
      }
    }
    return pages;
  }
}
