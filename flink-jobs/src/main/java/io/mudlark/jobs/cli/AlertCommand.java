package io.mudlark.jobs.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.mudlark.jobs.config.ConfigException;
import io.mudlark.jobs.report.AlertStory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mudlark alert}: the alerts of a run, and the whole story of one. */
@Command(
    name = "alert",
    description = "The alerts of a run, and the whole story of one.",
    footer = {
      "",
      "Examples:",
      "  mudlark alert list --run results",
      "  mudlark alert explain 3f2a --run results --out story"
    },
    subcommands = {AlertCommand.ListAlerts.class, AlertCommand.Explain.class})
final class AlertCommand {
  private AlertCommand() {}

  private static void check(Path run) throws ConfigException {
    if (!Files.isRegularFile(run.resolve("alerts.jsonl"))) {
      throw new ConfigException(run + ": holds no results of a run (no alerts.jsonl)");
    }
  }

  /** {@code mudlark alert list}: one line for each alert. */
  @Command(name = "list", description = "One line for each alert: id, begin, severity, state.")
  static final class ListAlerts implements Callable<Integer> {
    @Option(
        names = "--run",
        paramLabel = "DIR",
        defaultValue = ".",
        description = "The --out folder of a run (default: ${DEFAULT-VALUE}).")
    private Path run = Path.of(".");

    @Override
    public Integer call() throws Exception {
      check(run);
      AlertStory.list(run).forEach(Terminal::say);
      return ExitCodes.OK;
    }
  }

  /** {@code mudlark alert explain}: the story of one alert. */
  @Command(
      name = "explain",
      description = "Why, who, what the profile missed, clusters, time line, flows, completeness.")
  @SuppressWarnings("NullAway.Init") // picocli sets required parameters before call()
  static final class Explain implements Callable<Integer> {
    @Parameters(paramLabel = "ID", description = "Id of the alert, or how it begins.")
    private String id;

    @Option(
        names = "--run",
        paramLabel = "DIR",
        defaultValue = ".",
        description = "The --out folder of a run (default: ${DEFAULT-VALUE}).")
    private Path run = Path.of(".");

    @Option(
        names = "--out",
        paramLabel = "DIR",
        description = "Write alert-ID.txt and alert-ID.html there, instead of to the terminal.")
    private @Nullable Path out;

    @Override
    public Integer call() throws Exception {
      check(run);
      Map<String, List<JsonNode>> found = AlertStory.find(run, id);
      if (found.size() != 1) {
        throw new ConfigException(
            run + ": " + (found.isEmpty() ? "no" : found.size()) + " alerts begin with " + id);
      }
      for (var alert : found.entrySet()) {
        List<AlertStory.Section> story = AlertStory.of(run, alert.getValue());
        if (out == null) {
          Terminal.say(text(story));
        } else {
          write(out, "alert-" + alert.getKey(), story);
        }
      }
      return ExitCodes.OK;
    }

    private static void write(Path folder, String name, List<AlertStory.Section> story)
        throws IOException {
      Files.createDirectories(folder);
      Path html = folder.resolve(name + ".html");
      Files.writeString(folder.resolve(name + ".txt"), text(story), StandardCharsets.UTF_8);
      Files.writeString(html, html(story), StandardCharsets.UTF_8);
      Terminal.say("Story: " + html);
    }

    private static String text(List<AlertStory.Section> story) {
      StringBuilder out = new StringBuilder();
      for (AlertStory.Section section : story) {
        out.append(section.title()).append('\n');
        lines(section).forEach(line -> out.append("  ").append(line).append('\n'));
        out.append('\n');
      }
      return out.toString();
    }

    private static String html(List<AlertStory.Section> story) {
      StringBuilder out =
          new StringBuilder(
              """
              <!doctype html><html lang="en"><head><meta charset="utf-8">
              <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
              <title>Alert</title><style>:root{color-scheme:light dark}
              body{font:15px/1.5 system-ui,sans-serif;max-width:70em;margin:2em auto;padding:0 1em}
              li{overflow-wrap:anywhere}</style></head><body>
              """);
      for (AlertStory.Section section : story) {
        out.append("<h2>").append(escaped(section.title())).append("</h2>\n<ul>\n");
        lines(section).forEach(line -> out.append("<li>").append(escaped(line)).append("</li>\n"));
        out.append("</ul>\n");
      }
      return out.append("</body></html>\n").toString();
    }

    private static List<String> lines(AlertStory.Section section) {
      return section.lines().isEmpty() ? List.of("nothing") : section.lines();
    }

    private static String escaped(String text) {
      return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
  }
}
