package io.mudlark.jobs.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.mudlark.jobs.config.ConfigException;
import io.mudlark.jobs.config.NearestKey;
import io.mudlark.jobs.config.YamlFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Gives every command a {@code --config} file, whose keys are the options of the command; what is
 * given on the command line wins over the file.
 *
 * <p>Commands that had a {@code --config} of their own in the originals keep it instead.
 */
final class ConfigArguments {
  private static final String CONFIG = "--config";

  private ConfigArguments() {}

  /** Adds the option to all commands below one that have none of that name. */
  static void addTo(CommandLine commands) {
    for (CommandLine command : commands.getSubcommands().values()) {
      if (command.getCommandSpec().findOption(CONFIG) == null) {
        command
            .getCommandSpec()
            .addOption(
                OptionSpec.builder(CONFIG)
                    .paramLabel("FILE")
                    .type(Path.class)
                    .description("YAML with these options, without the dashes.")
                    .build());
      }
      addTo(command);
    }
  }

  /** The arguments with those of the file, if one is named, added. */
  static List<String> expand(List<String> args, CommandLine commands) throws ConfigException {
    CommandLine command = commandOf(args, commands);
    OptionSpec own = command.getCommandSpec().findOption(CONFIG);
    Path file = configFile(args);
    boolean ours = own != null && own.userObject() == null;
    if (file == null || !ours) {
      return args;
    }
    List<String> added = new ArrayList<>();
    for (var entry : tree(file).properties()) {
      String key = entry.getKey();
      OptionSpec option = option(key, command);
      if (option == null || option.equals(own)) {
        throw new ConfigException(file + ": " + unknown(key, command));
      }
      if (!given(args, option)) {
        checkValue(file, key, option, entry.getValue());
        add(option.longestName(), option, entry.getValue(), added);
      }
    }
    List<String> all = new ArrayList<>(args);
    int rest = args.indexOf("--");
    all.addAll(rest < 0 ? args.size() : rest, added);
    return all;
  }

  /** The innermost command that the arguments name. */
  private static CommandLine commandOf(List<String> args, CommandLine commands) {
    CommandLine command = commands;
    for (String arg : args) {
      if (command.getSubcommands().containsKey(arg)) {
        command = command.getSubcommands().get(arg);
      } else if (!arg.startsWith("-")) {
        return command;
      }
    }
    return command;
  }

  /** Options that have a single letter only are found by it. */
  private static @Nullable OptionSpec option(String key, CommandLine command) {
    OptionSpec option = command.getCommandSpec().findOption("--" + key);
    return option == null && key.length() == 1
        ? command.getCommandSpec().findOption("-" + key)
        : option;
  }

  private static String unknown(String key, CommandLine command) {
    List<String> keys = new ArrayList<>();
    for (OptionSpec option : command.getCommandSpec().options()) {
      if (!option.usageHelp() && !option.versionHelp() && !option.longestName().equals(CONFIG)) {
        keys.add(option.longestName().replaceFirst("^--?", ""));
      }
    }
    return "unknown key '"
        + key
        + "'"
        + NearestKey.hint(key, keys)
        + " (keys are the options of '"
        + command.getCommandSpec().qualifiedName()
        + "' without the dashes)";
  }

  /** A value is text, a number, true or false, or a list of these; a switch is true or false. */
  private static void checkValue(Path file, String key, OptionSpec option, JsonNode value)
      throws ConfigException {
    if (option.arity().max() == 0) {
      if (!value.isBoolean()) {
        throw new ConfigException(file + ": key '" + key + "' must be true or false");
      }
      return;
    }
    boolean usable = value.isValueNode() && !value.isNull();
    if (value.isArray()) {
      usable = true;
      for (JsonNode element : value) {
        usable &= element.isValueNode() && !element.isNull();
      }
    }
    if (!usable) {
      throw new ConfigException(file + ": key '" + key + "' must have a value or a list of values");
    }
  }

  private static void add(String name, OptionSpec option, JsonNode value, List<String> added) {
    if (option.arity().max() == 0) {
      if (value.asBoolean()) {
        added.add(name);
      }
    } else if (value.isArray()) {
      value.forEach(element -> added.add(name + "=" + element.asText()));
    } else {
      added.add(name + "=" + value.asText());
    }
  }

  private static boolean given(List<String> args, OptionSpec option) {
    for (String name : option.names()) {
      if (args.stream().anyMatch(arg -> arg.equals(name) || arg.startsWith(name + "="))) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable Path configFile(List<String> args) {
    for (int i = 0; i < args.size() && !args.get(i).equals("--"); i++) {
      if (args.get(i).equals(CONFIG) && i + 1 < args.size()) {
        return Path.of(args.get(i + 1));
      }
      if (args.get(i).startsWith(CONFIG + "=")) {
        return Path.of(args.get(i).substring(CONFIG.length() + 1));
      }
    }
    return null;
  }

  private static JsonNode tree(Path file) throws ConfigException {
    JsonNode tree = YamlFile.read(file);
    if (!tree.isObject()) {
      throw new ConfigException(file + ": expected keys with values");
    }
    return tree;
  }
}
