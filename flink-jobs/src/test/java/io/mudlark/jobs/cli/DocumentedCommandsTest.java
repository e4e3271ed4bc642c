package io.mudlark.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Command lines that the documentation shows are ones that the program takes. */
class DocumentedCommandsTest {
  private static final Path ROOT = Path.of(System.getProperty("mudlark.root", ".."));
  private static final Pattern SHOWN =
      Pattern.compile("(?:\\./mudlark|(?m:^ {4}mudlark)) ((?:[^`\\n]|\\\\\\n)+)");
  private static final Pattern OPTION = Pattern.compile("(?<=\\s)--[a-z][a-zA-Z0-9_-]*");

  @Test
  void every_option_of_a_command_that_is_shown_is_one_of_that_command() throws IOException {
    List<String> unknown = new ArrayList<>();
    int shown = 0;
    for (Path page : pages()) {
      Matcher line = SHOWN.matcher(Files.readString(page));
      while (line.find()) {
        shown++;
        check(page.getFileName() + ": mudlark " + line.group(1), line.group(1), unknown);
      }
    }
    assertThat(unknown).isEmpty();
    assertThat(shown).isGreaterThan(50);
  }

  private static void check(String where, String shown, List<String> unknown) {
    String text = shown.replaceAll("\\s#\\s.*", "");
    List<String> words = List.of(text.strip().split("\\s+"));
    CommandLine command = MudlarkCommand.all();
    for (String word : words) {
      CommandLine next = command.getSubcommands().get(word.replaceAll("[^a-z-]+$", ""));
      if (next == null) {
        break;
      }
      command = next;
    }
    boolean named = command.getParent() != null || words.get(0).matches("-.*|[A-Z.]+.*");
    if (!named) {
      unknown.add(where + ": no command");
      return;
    }
    String rest = " " + text;
    int job = rest.indexOf(" -- ");
    Matcher option = OPTION.matcher(job < 0 ? rest : rest.substring(0, job));
    while (option.find()) {
      if (command.getCommandSpec().findOption(option.group()) == null) {
        unknown.add(where + ": " + option.group());
      }
    }
    if (job >= 0) {
      check(where, "detect " + rest.substring(job + 4), unknown);
    }
  }

  private static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>(List.of(ROOT.resolve("README.md")));
    try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
      docs.filter(page -> page.toString().endsWith(".md")).sorted().forEach(pages::add);
    }
    return pages;
  }
}
