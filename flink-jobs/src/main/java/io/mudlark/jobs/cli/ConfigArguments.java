package io.mudlark.jobs.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.mudlark.jobs.config.ConfigException;
import io.mudlark.jobs.config.YamlFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Turns the keys of the {@code --config} file of {@code run} into the options of the same name;
 * what is given on the command line wins over the file.
 */
final class ConfigArguments {
  private static final String CONFIG = "--config";
  private static final String RUN = "run";

  private ConfigArguments() {}

  /** The arguments with those of the file, if one is named, added at the end. */
  static List<String> expand(List<String> args, CommandLine commands) throws ConfigException {
    Path file = configFile(args);
    String name = args.stream().filter(a -> !a.startsWith("-")).findFirst().orElse("");
    CommandLine command = commands.getSubcommands().get(RUN);
    if (file == null || command == null || !name.equals(RUN)) {
      return args; // other commands have a --config of their own kind
    }
    List<String> all = new ArrayList<>(args);
    for (var entry : tree(file).properties()) {
      String option = "--" + entry.getKey();
      OptionSpec spec = command.getCommandSpec().findOption(option);
      if (spec == null || option.equals(CONFIG)) {
        throw new ConfigException(
            file
                + ": unknown key '"
                + entry.getKey()
                + "' (keys are the options of 'mudlark run' without the dashes)");
      }
      if (!given(args, option)) {
        checkValue(file, entry.getKey(), entry.getValue());
        add(option, spec, entry.getValue(), all);
      }
    }
    return all;
  }

  /** A value is text, a number, true or false, or a list of these. */
  private static void checkValue(Path file, String key, JsonNode value) throws ConfigException {
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

  private static void add(String option, OptionSpec spec, JsonNode value, List<String> all) {
    if (spec.arity().max() == 0) {
      if (value.asBoolean()) {
        all.add(option);
      }
      return;
    }
    if (value.isArray()) {
      value.forEach(element -> all.add(option + "=" + element.asText()));
    } else {
      all.add(option + "=" + value.asText());
    }
  }

  private static boolean given(List<String> args, String option) {
    return args.stream().anyMatch(a -> a.equals(option) || a.startsWith(option + "="));
  }

  private static @org.jspecify.annotations.Nullable Path configFile(List<String> args) {
    for (int i = 0; i < args.size(); i++) {
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
