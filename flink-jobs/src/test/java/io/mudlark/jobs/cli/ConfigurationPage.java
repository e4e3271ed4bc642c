package io.mudlark.jobs.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Writes the part of the configuration page that lists every option of every command. */
final class ConfigurationPage {
  private static final Pattern DEFAULT = Pattern.compile("\\s*\\(default:\\s*([^()]*)\\)");

  private final StringBuilder page = new StringBuilder();

  private ConfigurationPage() {}

  static String of(CommandLine commands) {
    ConfigurationPage page = new ConfigurationPage();
    commands.getSubcommands().forEach((name, command) -> page.command(name, command));
    return page.page.toString();
  }

  private void command(String name, CommandLine command) {
    if (!command.getCommandName().equals(name.substring(name.lastIndexOf(' ') + 1))) {
      return; // an alias
    }
    page.append("\n## mudlark ").append(name).append("\n\n");
    page.append(command.getCommandSpec().usageMessage().description()[0]).append('\n');
    List<String> rows = new ArrayList<>();
    for (PositionalParamSpec parameter : command.getCommandSpec().positionalParameters()) {
      rows.add(row(code(parameter.paramLabel()), parameter));
    }
    for (OptionSpec option : command.getCommandSpec().options()) {
      if (!option.inherited()) {
        rows.add(row(names(option), option));
      }
    }
    if (!rows.isEmpty() && command.getSubcommands().isEmpty()) {
      page.append("\n| option | default | |\n|---|---|---|\n");
      rows.forEach(row -> page.append(row).append('\n'));
    }
    command.getSubcommands().forEach((sub, of) -> command(name + " " + sub, of));
  }

  private static String names(OptionSpec option) {
    String names = String.join(", ", option.names());
    return code(option.arity().max() == 0 ? names : names + " " + option.paramLabel());
  }

  private static String row(String what, ArgSpec arg) {
    String text = String.join(" ", arg.description());
    Matcher told = DEFAULT.matcher(text);
    String byText = told.find() ? told.group(1) : "";
    String byDefault = arg.defaultValue() == null ? byText : arg.defaultValue();
    if (byDefault.contains("${")) {
      byDefault = "";
    }
    return "| "
        + what
        + " | "
        + (arg.required() ? "required" : cell(byDefault))
        + " | "
        + cell(DEFAULT.matcher(text).replaceAll(""))
        + " |";
  }

  private static String code(String text) {
    return "`" + cell(text) + "`";
  }

  private static String cell(String text) {
    return text.replace("\n", " ").replace("|", "\\|").replace("<", "&lt;").strip();
  }
}
