package io.mudlark.ipfix.registry;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads tables of information elements: {@code enterprise,id,name,type,semantics,units,reversible},
 * one element a line, {@code #} starts a comment line, the first other line is the header.
 */
public final class ElementCsv {
  private static final String HEADER = "enterprise,id,name,type,semantics,units,reversible";
  private static final int MAX_ELEMENTS = 100_000;

  private ElementCsv() {}

  /**
   * @param source what the table is called in messages
   * @throws IllegalArgumentException naming source, line and fault
   */
  public static List<InformationElement> read(Reader reader, String source) throws IOException {
    List<InformationElement> elements = new ArrayList<>();
    BufferedReader lines = new BufferedReader(reader);
    boolean headerSeen = false;
    int number = 0;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      number++;
      String text = line.trim();
      if (text.isEmpty() || text.startsWith("#")) {
        continue;
      }
      if (!headerSeen) {
        check(text.equals(HEADER), source, number, "the header is not '" + HEADER + "'");
        headerSeen = true;
        continue;
      }
      check(elements.size() < MAX_ELEMENTS, source, number, "more than " + MAX_ELEMENTS + " rows");
      elements.add(element(text.split(",", -1), source, number));
    }
    return elements;
  }

  private static InformationElement element(String[] cells, String source, int line) {
    check(cells.length == 7, source, line, cells.length + " cells instead of 7");
    AbstractDataType type = AbstractDataType.ofText(cells[3].trim());
    if (type == null) {
      throw fault(source, line, "'" + cells[3] + "' is no abstract data type");
    }
    check(cells[2].trim().matches("[A-Za-z][A-Za-z0-9_.-]*"), source, line, "no name: " + cells[2]);
    String reversible = cells[6].trim();
    check(reversible.matches("yes|no"), source, line, "reversible is yes or no");
    return new InformationElement(
        number(cells[0], 4294967295L, source, line),
        (int) number(cells[1], 65535, source, line),
        cells[2].trim(),
        type,
        cells[4].trim(),
        cells[5].trim(),
        reversible.equals("yes"));
  }

  private static long number(String cell, long max, String source, int line) {
    String digits = cell.trim();
    check(digits.matches("[0-9]{1,10}"), source, line, "'" + cell + "' is no number");
    long value = Long.parseLong(digits);
    check(value <= max, source, line, value + " is above " + max);
    return value;
  }

  private static void check(boolean holds, String source, int line, String fault) {
    if (!holds) {
      throw fault(source, line, fault);
    }
  }

  private static IllegalArgumentException fault(String source, int line, String fault) {
    return new IllegalArgumentException(source + ", line " + line + ": " + fault);
  }
}
