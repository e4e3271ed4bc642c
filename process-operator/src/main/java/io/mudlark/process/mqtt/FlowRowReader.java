package io.mudlark.process.mqtt;

import io.mudlark.process.file.CsvCursor;
import io.mudlark.process.file.MalformedFile;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Reads flow rows as the MISSION collector's database exports them; {@code NULL} means absent.
 *
 * <p>The separator (comma or semicolon) is taken from the header.
 */
public final class FlowRowReader {
  private static final List<String> COLUMNS =
      List.of(
          "_id",
          "sourceIPv4Address",
          "sourceTransportPort",
          "destinationIPv4Address",
          "destinationTransportPort",
          "flowStartNanoseconds",
          "flowEndNanoseconds",
          "mqttControlType",
          "mqttTopic",
          "mqttSrcClientId",
          "mqttDstClientId",
          "mqttCorrelationData");

  public List<MqttExchange> read(Path file) throws IOException {
    try (Reader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      return read(in, file.getFileName().toString());
    }
  }

  /**
   * Reads all rows in file order.
   *
   * @param file what to call it in messages
   */
  public List<MqttExchange> read(Reader in, String file) throws IOException {
    StringBuilder first = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      if (first.length() >= CsvCursor.MAX_FIELD_LENGTH) {
        throw new MalformedFile(file + ": line 1: header too long");
      }
      first.append((char) c);
    }
    char separator = first.indexOf(";") >= 0 ? ';' : ',';
    List<String> header = List.of(first.toString().strip().split(String.valueOf(separator), -1));
    int[] at = positions(header, file);
    BitSet wanted = new BitSet();
    IntStream.of(at).forEach(wanted::set);
    CsvCursor csv = new CsvCursor(in, file, separator).fromLine(2).only(wanted);
    List<MqttExchange> exchanges = new ArrayList<>();
    for (List<String> row = csv.next(); row != null; row = csv.next()) {
      if (row.size() != header.size()) {
        throw csv.malformed(row.size() + " fields where the header has " + header.size());
      }
      exchanges.add(exchange(row, at, csv));
    }
    return exchanges;
  }

  private static int[] positions(List<String> header, String file) throws MalformedFile {
    int[] at = new int[COLUMNS.size()];
    for (int i = 0; i < at.length; i++) {
      at[i] = header.indexOf(COLUMNS.get(i));
      if (at[i] < 0) {
        throw new MalformedFile(file + ": line 1: no column named " + COLUMNS.get(i));
      }
    }
    return at;
  }

  private static MqttExchange exchange(List<String> row, int[] at, CsvCursor csv)
      throws MalformedFile {
    try {
      return new MqttExchange(
          row.get(at[0]),
          row.get(at[1]) + ':' + row.get(at[2]),
          row.get(at[3]) + ':' + row.get(at[4]),
          ExportTime.parse(row.get(at[5])),
          ExportTime.parse(row.get(at[6])),
          new MqttExchange.Message(
              Integer.parseInt(row.get(at[7])),
              text(row.get(at[8])),
              text(row.get(at[9])),
              text(row.get(at[10])),
              text(row.get(at[11]))));
    } catch (IllegalArgumentException e) {
      throw csv.malformed(String.valueOf(e.getMessage()));
    }
  }

  private static String text(String field) {
    return field.equals("NULL") ? "" : field;
  }
}
