package io.mudlark.jobs.cli;

import io.mudlark.ipfix.decode.DecodeSettings;
import io.mudlark.ipfix.registry.ElementCsv;
import io.mudlark.ipfix.registry.InformationElement;
import io.mudlark.jobs.config.ConfigException;
import io.mudlark.jobs.config.Reasons;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The option of commands that decode exports to know more information elements. */
final class ElementOptions {
  @Option(
      names = "--elements",
      paramLabel = "CSV",
      description =
          "More information elements: a table of"
              + " enterprise,id,name,type,semantics,units,reversible; may be given again.")
  private List<Path> elements = List.of();

  /**
   * The settings of a decoder with these elements beside the usual ones.
   *
   * @throws ConfigException naming the file, and the line where it can
   */
  DecodeSettings settings() throws ConfigException {
    DecodeSettings settings = DecodeSettings.standard();
    return settings.withRegistry(settings.registry().with(elements()));
  }

  /** The elements alone; a later table wins over an earlier one. */
  List<InformationElement> elements() throws ConfigException {
    List<InformationElement> all = new ArrayList<>();
    for (Path table : elements) {
      try (BufferedReader reader = Files.newBufferedReader(table)) {
        all.addAll(ElementCsv.read(reader, table.toString()));
      } catch (IllegalArgumentException e) {
        throw new ConfigException(Reasons.of(e), e);
      } catch (IOException e) {
        throw new ConfigException(Reasons.unreadable(table, e), e);
      }
    }
    return all;
  }
}
