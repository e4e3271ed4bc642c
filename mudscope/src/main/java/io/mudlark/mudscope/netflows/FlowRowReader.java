package io.mudlark.mudscope.netflows;

import io.mudlark.mudscope.input.UnusableInput;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Turns the rows of one flow table into flow lines, by what the table's header says. */
final class FlowRowReader {
  private final Path file;
  private final Map<FlowColumn, Integer> places;
  private final int fields;

  /** Scratch space: the fields of the row in hand. */
  private final String[] row;

  private long line;

  private FlowRowReader(Path file, Map<FlowColumn, Integer> places, int fields) {
    this.file = file;
    this.places = places;
    this.fields = fields;
    this.row = new String[fields];
  }

  static FlowRowReader forHeader(Path file, String header) throws UnusableInput {
    List<String> names = Arrays.asList(header.split(",", -1));
    Map<FlowColumn, Integer> places = new EnumMap<>(FlowColumn.class);
    List<String> missing = new ArrayList<>();
    for (FlowColumn column : FlowColumn.all()) {
      int place = names.indexOf(column.header());
      if (place < 0) {
        missing.add(column.header());
      } else if (names.lastIndexOf(column.header()) != place) {
        throw new UnusableInput(file, 1, "column " + column.header() + " occurs twice");
      } else {
        places.put(column, place);
      }
    }
    if (!missing.isEmpty()) {
      String names31 = missing.size() == FlowColumn.all().size() ? "all of them" : "" + missing;
      throw new UnusableInput(file, 1, "columns of a flow table are missing: " + names31);
    }
    return new FlowRowReader(file, places, names.size());
  }

  /** Reads one row; {@code number} is its line in the file. */
  FlowLine read(String text, long number) throws UnusableInput {
    line = number;
    split(text);
    return new FlowLine(
        time(FlowColumn.TS),
        time(FlowColumn.TE),
        number(FlowColumn.TD),
        text(FlowColumn.PR),
        text(FlowColumn.SA),
        text(FlowColumn.DA),
        number(FlowColumn.SP),
        number(FlowColumn.DP),
        number(FlowColumn.SAS),
        number(FlowColumn.PAS),
        number(FlowColumn.IPKT),
        number(FlowColumn.OPKT),
        number(FlowColumn.IBYT),
        number(FlowColumn.OBYT),
        text(FlowColumn.FLG),
        flagBits(),
        flagColumns(),
        text(FlowColumn.DIR),
        number(FlowColumn.BPS),
        number(FlowColumn.PPS),
        number(FlowColumn.BPP),
        number(FlowColumn.CL),
        number(FlowColumn.SL),
        number(FlowColumn.AL));
  }

  private void split(String text) throws UnusableInput {
    int start = 0;
    int count = 0;
    for (int comma = text.indexOf(','); comma >= 0; comma = text.indexOf(',', start)) {
      if (count < fields - 1) {
        row[count] = text.substring(start, comma);
      }
      count++;
      start = comma + 1;
    }
    if (count != fields - 1) {
      throw bad("has " + (count + 1) + " fields where the header has " + fields);
    }
    row[count] = text.substring(start);
  }

  private String text(FlowColumn column) throws UnusableInput {
    Integer place = places.get(column);
    if (place == null) {
      throw bad("column " + column.header() + " has no place");
    }
    return row[place];
  }

  private long time(FlowColumn column) throws UnusableInput {
    String text = text(column);
    long nanos = UtcText.parse(text);
    if (nanos == UtcText.NO_TIME) {
      throw bad(column, "is no time such as 2021-11-18 14:11:32.357", text);
    }
    return nanos;
  }

  private double number(FlowColumn column) throws UnusableInput {
    String text = text(column);
    double value = FlowText.number(text);
    if (Double.isNaN(value)) {
      throw bad(column, "is no number", text);
    }
    return value;
  }

  private int flagBits() throws UnusableInput {
    double value = number(FlowColumn.FLGS_INT);
    if (value != Math.rint(value) || value < 0 || value > 255) {
      throw bad(FlowColumn.FLGS_INT, "is no whole number of 0 to 255", text(FlowColumn.FLGS_INT));
    }
    return (int) value;
  }

  private int flagColumns() throws UnusableInput {
    int bits = 0;
    for (FlowColumn column : FlowText.FLAG_COLUMNS) {
      double value = number(column);
      if (value != 0 && value != 1) {
        throw bad(column, "is neither 0 nor 1", text(column));
      }
      bits = bits << 1 | (int) value;
    }
    return bits;
  }

  private UnusableInput bad(FlowColumn column, String what, String text) {
    String shown = text.length() > 40 ? text.substring(0, 40) + "..." : text;
    return bad("column " + column.header() + ": '" + printable(shown) + "' " + what);
  }

  /** Control characters would break the line of the message, or the reader's terminal. */
  private static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }

  private UnusableInput bad(String problem) {
    return new UnusableInput(file, line, problem);
  }
}
