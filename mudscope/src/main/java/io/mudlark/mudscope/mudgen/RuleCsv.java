package io.mudlark.mudscope.mudgen;

import io.mudlark.mudscope.input.UnusableInput;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads and writes MUDgee's rule CSV. */
public final class RuleCsv {
  /** The header as MUDgee writes it, blanks included. */
  public static final String HEADER =
      "srcMac,dstMac,ethType,srcIp,dstIp,ipProto,srcPort,dstPort,priority, icmpType, icmpCode";

  static final int MAX_OCTETS = 16 << 20;
  static final int MAX_RULES = 65_536;
  private static final int LONGEST_FIELD = 1_024;
  private static final int REQUIRED = 8;

  private static final List<String> COLUMNS =
      List.of(
          "srcMac",
          "dstMac",
          "ethType",
          "srcIp",
          "dstIp",
          "ipProto",
          "srcPort",
          "dstPort",
          "priority",
          "icmpType",
          "icmpCode");

  private RuleCsv() {}

  /**
   * Reads a rule file; the first eight columns are needed, the others and further ones may be
   * absent.
   *
   * @throws UnusableInput with the line and what is wrong in it
   */
  public static List<RuleRow> read(Path file) throws UnusableInput {
    return parse(file.toString(), TextFile.read(file, MAX_OCTETS));
  }

  static List<RuleRow> parse(String file, String text) throws UnusableInput {
    List<String> lines = text.lines().toList();
    if (lines.isEmpty()) {
      throw new UnusableInput(file, "line 1", "no header");
    }
    List<String> names = Arrays.stream(lines.get(0).split(",", -1)).map(String::strip).toList();
    int[] places = new int[COLUMNS.size()];
    for (int i = 0; i < places.length; i++) {
      places[i] = names.indexOf(COLUMNS.get(i));
      if (places[i] < 0 && i < REQUIRED) {
        throw new UnusableInput(file, "line 1", "no column " + COLUMNS.get(i));
      }
    }
    List<RuleRow> rules = new ArrayList<>();
    for (int i = 1; i < lines.size(); i++) {
      if (lines.get(i).isBlank()) {
        continue;
      }
      if (rules.size() == MAX_RULES) {
        throw new UnusableInput(file, "line " + (i + 1), "more than " + MAX_RULES + " rules");
      }
      rules.add(rule(file, i + 1, lines.get(i).split(",", -1), places, names.size()));
    }
    return rules;
  }

  private static RuleRow rule(String file, int line, String[] fields, int[] places, int expected)
      throws UnusableInput {
    if (fields.length != expected) {
      throw new UnusableInput(
          file, "line " + line, fields.length + " fields where the header has " + expected);
    }
    String[] values = new String[places.length];
    for (int i = 0; i < places.length; i++) {
      String value = places[i] < 0 ? RuleRow.ANY : fields[places[i]].strip();
      if (value.isEmpty() || value.length() > LONGEST_FIELD) {
        throw new UnusableInput(
            file,
            "line " + line,
            COLUMNS.get(i) + (value.isEmpty() ? " is empty" : " is too long"));
      }
      values[i] = value;
    }
    return new RuleRow(
        values[0],
        values[1],
        values[2],
        values[3],
        values[4],
        values[5],
        values[6],
        values[7],
        values[8],
        values[9],
        values[10]);
  }

  /** The text of a rule file. */
  public static String format(List<RuleRow> rules) {
    StringBuilder text = new StringBuilder(HEADER).append('\n');
    rules.forEach(rule -> text.append(rule.line()).append('\n'));
    return text.toString();
  }
}
