package io.mudlark.mudscope.mudgen;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The three files that a learnt profile is written to, in a folder named after the device.
 *
 * @param flows {@code MAC_ipflows.csv}
 * @param rules {@code NAMErule.csv}
 * @param mud {@code NAMEMud.json}
 */
public record ProfileFiles(Path flows, Path rules, Path mud) {
  private static final JsonMapper MAPPER = new JsonMapper();

  /** Where the files of a device are. */
  public static ProfileFiles in(Path output, CaptureJob job) {
    Path folder = output.resolve(job.deviceName());
    return new ProfileFiles(
        folder.resolve(job.device().toString().replace(":", "") + "_ipflows.csv"),
        folder.resolve(job.deviceName() + "rule.csv"),
        folder.resolve(job.deviceName() + "Mud.json"));
  }

  /** Writes them. */
  public void write(String flowCsv, List<RuleRow> ruleRows, ObjectNode mudFile) throws IOException {
    Path folder = rules.getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter().withObjectIndenter(indenter);
    String json = MAPPER.writer(printer).writeValueAsString(mudFile);
    Files.writeString(flows, flowCsv, StandardCharsets.UTF_8);
    Files.writeString(rules, RuleCsv.format(ruleRows), StandardCharsets.UTF_8);
    Files.writeString(mud, json, StandardCharsets.UTF_8);
  }
}
