package io.mudlark.ipfix.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.ipfix.decode.DomainDecoder;
import io.mudlark.ipfix.ledger.DecodeFate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes what comparisons with other decoders found as the tables of a page of the docs. */
final class GoldenTables {
  private static final String BEGIN = "<!-- tables: written by GoldenTest -Dgolden=write -->\n";
  private static final String END = "<!-- end of tables -->\n";

  private final List<String> captures = new ArrayList<>();
  private final List<String> specs = new ArrayList<>();
  private final List<String> sums = new ArrayList<>();
  private final List<String> datagrams = new ArrayList<>();
  private int equal;
  private int compared;
  private int fields;

  void capture(
      String name, Decoded decoded, @Nullable Comparison tshark, @Nullable Comparison netgauze) {
    captures.add(row(name, found(decoded), rest(decoded), cell(tshark), cell(netgauze)));
  }

  void spec(String name, Comparison logstash) {
    specs.add(
        row(name, cell(logstash), logstash.different.isEmpty() ? "" : "" + logstash.different));
  }

  void sum(String test, String theirs, String ours) {
    sums.add(row(test, theirs, ours, theirs.equals(ours) ? "equal" : "see below"));
  }

  void datagram(String name, Decoded decoded) {
    datagrams.add(row(name, found(decoded), rest(decoded)));
  }

  private String cell(@Nullable Comparison peer) {
    if (peer == null || peer.records == 0) {
      return "";
    }
    equal += peer.found;
    compared += peer.records;
    fields += peer.fieldsEqual;
    return peer.found + " of " + peer.records + " records, " + peer.fieldsEqual + " fields";
  }

  private static String found(Decoded decoded) {
    long data = decoded.rows.stream().filter(row -> !row.options()).count();
    long options = decoded.rows.size() - data;
    long templates = count(decoded, DecodeFate.TEMPLATES_NEW);
    return data
        + (options > 0 ? " + " + options + " options" : "")
        + (templates > 0 ? ", " + templates + (templates == 1 ? " template" : " templates") : "");
  }

  /** What could not be read, by the words of the ledger. */
  private static String rest(Decoded decoded) {
    Map<String, Long> rest = new TreeMap<>();
    for (DecodeFate fate :
        List.of(
            DecodeFate.MESSAGES_MALFORMED,
            DecodeFate.RECORDS_MALFORMED,
            DecodeFate.SETS_UNDECODABLE,
            DecodeFate.SETS_UNKNOWN,
            DecodeFate.COUNT_WRONG,
            DecodeFate.TEMPLATES_REFUSED,
            DecodeFate.FIELDS_UNKNOWN)) {
      rest.put(fate.word(), count(decoded, fate));
    }
    rest.put(
        "sets-waiting",
        decoded.decoder.domains().stream().mapToLong(DomainDecoder::parkedSets).sum());
    rest.put("not-flow-export", decoded.decoder.notFlowExport());
    rest.put("headers-malformed", decoded.decoder.malformedHeaders());
    rest.values().removeIf(number -> number == 0);
    StringBuilder text = new StringBuilder();
    rest.forEach(
        (word, number) ->
            text.append(text.isEmpty() ? "" : ", ").append(number).append(' ').append(word));
    return text.toString();
  }

  private static long count(Decoded decoded, DecodeFate fate) {
    return decoded.decoder.domains().stream().mapToLong(d -> d.ledger().of(fate)).sum();
  }

  private static String row(String... cells) {
    return "| " + String.join(" | ", cells) + " |\n";
  }

  private String text() {
    StringBuilder text = new StringBuilder(BEGIN);
    text.append("\nIn all ").append(equal).append(" of ").append(compared);
    text.append(" compared records are equal in every comparable field, ").append(fields);
    text.append(" fields.\n\n### Captures\n\n");
    table(text, captures, "file", "records", "not read", "tshark", "NetGauze");
    text.append("### Specs of logstash-codec-netflow\n\n");
    table(text, specs, "spec", "equal", "different fields");
    text.append("### Sums of pmacct (packets/octets)\n\n");
    table(text, sums, "test and output", "pmacct", "ours", "");
    text.append("### Single datagrams, each by itself\n\n");
    table(text, datagrams, "file", "records", "not read");
    return text.append(END).toString();
  }

  private static void table(StringBuilder text, List<String> rows, String... head) {
    text.append(row(head)).append("|---".repeat(head.length)).append("|\n");
    rows.forEach(text::append);
    text.append('\n');
  }

  /** Compares with the page, or writes it when asked to. */
  void compareWith(Path root, String page) throws IOException {
    Path file = root.resolve("docs").resolve(page);
    String old = Files.readString(file);
    int begin = old.indexOf(BEGIN);
    int end = old.indexOf(END);
    assertThat(begin).as(page + " has no place for the tables").isNotNegative();
    if ("write".equals(System.getProperty("golden"))) {
      Files.writeString(file, old.substring(0, begin) + text() + old.substring(end + END.length()));
      return;
    }
    assertThat(old.substring(begin, end + END.length())).isEqualTo(text());
  }
}
