package io.mudlark.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The configuration page lists what the program really has. */
class ConfigurationPageTest {
  private static final Path ROOT = Path.of(System.getProperty("mudlark.root", ".."));
  private static final String PAGE = "docs/02-configuration.md";
  private static final String MARK = "<!-- from here on written by ConfigurationPageTest -->\n";

  @Test
  void the_page_lists_every_option_of_every_command() throws Exception {
    String text = Files.readString(ROOT.resolve(PAGE));
    int mark = text.indexOf(MARK);
    assertThat(mark).as("the line " + MARK.strip() + " of " + PAGE).isPositive();
    String expected = text.substring(0, mark) + MARK + ConfigurationPage.of(MudlarkCommand.all());
    Path made = Path.of("target", "02-configuration.md");
    Files.createDirectories(made.toAbsolutePath().getParent());
    Files.writeString(made, expected);
    assertThat(text)
        .as("%s is not what the program has: copy flink-jobs/%s over it", PAGE, made)
        .isEqualTo(expected);
  }
}
