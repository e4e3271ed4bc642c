package io.mudlark.ipfix.golden;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.IntNode;
import io.mudlark.ipfix.record.DecodedFlow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every capture of the shared data against what logstash, NetGauze, pmacct and tshark make of it.
 */
class GoldenTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A file that the index lists under the name of another one with the same bytes. */
  private static final Map<String, String> SAME_BYTES =
      Map.of("netflow9_test_valid01.dat", "netflow9_test_softflowd_tpl_data.dat");

  private final TreeMap<String, Comparison> table = new TreeMap<>();

  private static List<Path> files(String suffix) throws IOException {
    try (Stream<Path> files = Files.walk(SharedData.exports())) {
      return files.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
    }
  }

  private static String name(Path file) {
    return SharedData.exports().relativize(file).toString();
  }

  private static Decoded decode(Path capture) throws IOException {
    Decoded decoded = Decoded.standard();
    for (CapturedDatagrams.Datagram datagram : CapturedDatagrams.of(capture)) {
      decoded.accept(datagram.source(), datagram.nanos(), datagram.payload());
    }
    return decoded;
  }

  private String totals() {
    int records = table.values().stream().mapToInt(row -> row.records).sum();
    int equal = table.values().stream().mapToInt(row -> row.found).sum();
    StringBuilder text = new StringBuilder(records + " records, " + equal + " equal");
    table.forEach(
        (file, row) -> {
          if (!row.different.isEmpty()) {
            text.append(", ").append(file).append(' ').append(row.different);
          }
        });
    return text.append(equal == records ? ", none different" : "").toString();
  }

  private void report(String peer) throws IOException {
    StringBuilder text = new StringBuilder();
    text.append("| file | records | equal in all fields | fields equal | different |\n");
    text.append("|---|---|---|---|---|\n");
    table.forEach(
        (file, row) ->
            text.append("| ")
                .append(file)
                .append(" | ")
                .append(row.records)
                .append(" | ")
                .append(row.found)
                .append(" | ")
                .append(row.fieldsEqual)
                .append(" | ")
                .append(row.different.isEmpty() ? "" : row.different)
                .append(" |\n"));
    Files.createDirectories(Path.of("target/golden"));
    Files.writeString(Path.of("target/golden", peer + ".md"), text);
    StringBuilder notes = new StringBuilder();
    table.forEach(
        (file, row) ->
            row.notes.forEach(n -> notes.append(file).append(": ").append(n).append('\n')));
    Files.writeString(Path.of("target/golden", peer + ".notes"), notes);
  }

  private void compareWithTshark() throws IOException {
    Map<String, String> names = Comparison.names("tshark-names.csv");
    for (Path reference : files(".cflow.tshark-ref.json")) {
      Path capture = Path.of(reference.toString().replace(".cflow.tshark-ref.json", ""));
      Comparison row = new Comparison();
      table.put(name(capture), row);
      List<Map<String, JsonNode>> theirs = new ArrayList<>();
      for (Map<String, JsonNode> facts : tsharkFlows(JSON.readTree(reference.toFile()))) {
        theirs.add(row.renamed(facts, names));
      }
      row.match(theirs, decode(capture).rows);
    }
  }

  @Test
  void agrees_with_tshark_on_every_record_it_decodes() throws IOException {
    compareWithTshark();
    report("tshark");
    assertThat(totals()).isEqualTo("1260 records, 1260 equal, none different");
  }

  private static List<Map<String, JsonNode>> tsharkFlows(JsonNode tree) {
    List<Map<String, JsonNode>> flows = new ArrayList<>();
    tree.properties()
        .forEach(
            field -> {
              if (field.getKey().startsWith("Flow ") || field.getKey().startsWith("pdu ")) {
                Map<String, JsonNode> facts = new LinkedHashMap<>();
                flatten(field.getValue(), facts);
                flows.add(facts);
              } else {
                flows.addAll(tsharkFlows(field.getValue()));
              }
            });
    tree.elements()
        .forEachRemaining(
            element -> {
              if (tree.isArray()) {
                flows.addAll(tsharkFlows(element));
              }
            });
    return flows;
  }

  private static void flatten(JsonNode node, Map<String, JsonNode> facts) {
    node.properties()
        .forEach(
            field -> {
              if (field.getValue().isObject()) {
                flatten(field.getValue(), facts);
              } else {
                facts.put(field.getKey(), field.getValue());
              }
            });
  }

  private void compareWithNetgauze() throws IOException {
    for (Path golden : files(".netgauze-golden.json")) {
      Path capture =
          golden.resolveSibling(
              golden.getFileName().toString().replace(".netgauze-golden.json", ".pcap"));
      Comparison row = new Comparison();
      table.put(name(capture), row);
      List<Map<String, JsonNode>> theirs = new ArrayList<>();
      for (String line : Files.readAllLines(golden)) {
        for (JsonNode record : JSON.readTree(line).findValues("records")) {
          record.forEach(one -> theirs.add(netgauze(one, row)));
        }
      }
      row.match(theirs, decode(capture).rows);
    }
  }

  @Test
  void agrees_with_netgauze_on_every_field() throws IOException {
    compareWithNetgauze();
    report("netgauze");
    assertThat(totals()).isEqualTo("1681 records, 1681 equal, none different");
  }

  private static final Set<String> SYMBOLIC =
      Set.of("forwardingStatus", "mplsTopLabelType", "selectorAlgorithm", "flowEndReason");
  private static final Map<String, Integer> PROTOCOLS =
      Map.of(
          "TCP", 6, "UDP", 17, "ICMP", 1, "IPv6ICMP", 58, "HOPOPT", 0, "OSPFIGP", 89, "VRRP", 112);

  private static Map<String, JsonNode> netgauze(JsonNode record, Comparison row) {
    Map<String, JsonNode> facts = new LinkedHashMap<>();
    for (String part : List.of("scope_fields", "fields")) {
      for (JsonNode field : record.path(part)) {
        String name = field.fieldNames().next();
        JsonNode value = field.get(name);
        if (name.equals("protocolIdentifier") && PROTOCOLS.containsKey(value.asText())) {
          facts.put(name, new IntNode(PROTOCOLS.get(value.asText())));
        } else if (name.equals("flowDirection") && value.isTextual()) {
          facts.put(name, new IntNode(value.asText().equals("ingress") ? 0 : 1));
        } else if (name.equals("tcpControlBits")) {
          facts.put(name, new IntNode(flags(value)));
        } else if (SYMBOLIC.contains(name) || value.isObject()) {
          row.fieldsNotComparable++;
        } else {
          facts.put(name, value);
        }
      }
    }
    return facts;
  }

  private static int flags(JsonNode bits) {
    int flags = 0;
    String[] names = {"FIN", "SYN", "RST", "PSH", "ACK", "URG", "ECE", "CWR", "NS"};
    for (int i = 0; i < names.length; i++) {
      flags |= bits.path(names[i]).asBoolean() ? 1 << i : 0;
    }
    return flags;
  }

  private void compareWithLogstash() throws IOException {
    Map<String, String> names = Comparison.names("logstash-names.csv");
    for (Path golden : files(".golden.json")) {
      JsonNode spec = JSON.readTree(golden.toFile());
      Comparison row = new Comparison();
      table.put(spec.path("context").asText().trim(), row);
      Decoded decoded = Decoded.standard();
      for (JsonNode file : spec.path("datagrams_in_order")) {
        Path datagram =
            SharedData.exports()
                .resolve("logstash")
                .resolve(SAME_BYTES.getOrDefault(file.asText(), file.asText()));
        decoded.accept("192.0.2.1:2055", 0, Files.readAllBytes(datagram));
      }
      List<Map<String, JsonNode>> theirs = new ArrayList<>();
      for (JsonNode event : spec.path("expected_events")) {
        theirs.add(logstash(event.path("netflow"), names, row));
      }
      row.match(theirs, decoded.rows);
      if (spec.path("expected_event_count").isInt()) {
        assertThat(decoded.rows).hasSize(spec.path("expected_event_count").asInt());
      }
    }
  }

  @Test
  void agrees_with_logstash_on_the_values_of_its_specs() throws IOException {
    compareWithLogstash();
    report("logstash");
    // an uptime of 2^32-1 just before the exporter's clock wrapped; a name that is no text
    assertThat(totals())
        .isEqualTo(
            "41 records, 38 equal, Netflow 5 valid 01 {@start=2}, Netflow 9 nprobe DPI L7"
                + " {nprobe_proto_name=1}");
  }

  private static Map<String, JsonNode> logstash(
      JsonNode event, Map<String, String> names, Comparison row) {
    Map<String, JsonNode> facts = new LinkedHashMap<>();
    boolean five = event.path("version").asInt() == 5;
    event
        .properties()
        .forEach(
            field -> {
              String name = field.getKey();
              if (name.equals("first_switched") || name.equals("last_switched")) {
                facts.put(name.startsWith("first") ? "@start" : "@end", field.getValue());
              } else if (Set.of("version", "flow_seq_num", "flowset_id", "flow_records")
                      .contains(name)
                  || (five && (name.startsWith("engine") || name.startsWith("sampling")))
                  || field.getValue().isObject()) {
                row.fieldsNotComparable++;
              } else {
                facts.put(names.getOrDefault(name, name), field.getValue());
              }
            });
    return facts;
  }

  private static Map<String, String> pmacctSums() throws IOException {
    Map<String, String> sums = new TreeMap<>();
    for (Path golden : files(".pmacct-golden.json")) {
      long packets = 0;
      long octets = 0;
      for (String line : Files.readAllLines(golden)) {
        packets += JSON.readTree(line).path("packets").asLong();
        octets += JSON.readTree(line).path("bytes").asLong();
      }
      String test = golden.getParent().getFileName() + "/" + golden.getFileName();
      sums.put(
          test.replaceAll("-.*/output-flow-|.pmacct-golden.json", " ").trim(),
          packets + "/" + octets);
    }
    return sums;
  }

  private static Map<String, String> ourSums() throws IOException {
    Map<String, String> ours = new TreeMap<>();
    ours.put("100 00", sums("100-IPFIXv10-CISCO", false));
    ours.put("101 00", sums("101-NFv9-CISCO-cust_primitives", false));
    ours.put("102 00", sums("102-NFv9-CISCO-f2rd-pretag-sampling-reload", false));
    ours.put("104 00", sums("104-IPFIXv10-IPv6-CISCO-sampling_option", true));
    ours.put("111 00", sums("111-IPFIXv10-NFv9-IPv6-IPv4-mix_sources", false));
    ours.put("400 00", sums("400-IPFIXv10-BMP-CISCO-SRv6-multiple-sources", true));
    ours.put("501 00", sums("501-IPFIXv10-BGP-IPv6-CISCO-MPLS", true));
    return ours;
  }

  /** Packets and octets, raw or multiplied by the sampling interval that the exporter told of. */
  @Test
  void sums_to_the_same_packets_and_octets_as_pmacct() throws IOException {
    Map<String, String> sums = pmacctSums();
    // its sampling rate of 1000 comes from pmacct's configuration, not from the exporter
    assertThat(sums.remove("102 01")).isEqualTo("107000/7594000");
    assertThat(ourSums()).isEqualTo(sums);
  }

  private static String sums(String folder, boolean scaled) throws IOException {
    long packets = 0;
    long octets = 0;
    Path parent = SharedData.exports().resolve("pmacct").resolve(folder);
    try (Stream<Path> captures = Files.list(parent)) {
      for (Path capture : captures.filter(f -> f.toString().endsWith(".pcap")).sorted().toList()) {
        for (DecodedFlow flow : decode(capture).flows) {
          packets += scaled ? flow.scaledPackets() : flow.flow().packets();
          octets += scaled ? flow.scaledOctets() : flow.flow().octets();
        }
      }
    }
    return packets + "/" + octets;
  }

  /** Templates, options and data in captures of their own, as akvorado keeps them. */
  @Test
  void scales_by_the_interval_of_the_sampler_that_a_record_names() throws IOException {
    assertThat(
            sampling(
                "multiplesamplingrates-options-template",
                "multiplesamplingrates-options-data",
                "multiplesamplingrates-template",
                "multiplesamplingrates-data"))
        .isEqualTo("{SELECTOR 2000=11, SELECTOR 4000=1}");
    assertThat(sampling("options-template", "options-data", "template", "data"))
        .isEqualTo("{SELECTOR 30000=4}");
    assertThat(sampling("samplingrate-template", "samplingrate-data")).isEqualTo("{RECORD 2048=6}");
    assertThat(sampling("physicalinterfaces")).isEqualTo("{DOMAIN 1000=8}");
    assertThat(sampling("data+templates")).isEqualTo("{DOMAIN 100=21}");
    assertThat(sampling("datalink-template", "datalink-data")).isEqualTo("{}");
  }

  private static String sampling(String... captures) throws IOException {
    Decoded decoded = Decoded.standard();
    for (String capture : captures) {
      Path file = SharedData.exports().resolve("akvorado").resolve(capture + ".pcap");
      for (CapturedDatagrams.Datagram datagram : CapturedDatagrams.of(file)) {
        decoded.accept("exporter", datagram.nanos(), datagram.payload());
      }
    }
    Map<String, Integer> intervals = new TreeMap<>();
    for (DecodedFlow flow : decoded.flows) {
      intervals.merge(flow.sampling().origin() + " " + flow.sampling().interval(), 1, Integer::sum);
    }
    return intervals.toString();
  }

  @Test
  void refuses_sflow_and_counts_it() throws IOException {
    Decoded decoded = decode(SharedData.exports().resolve("not_flow_export/sflow-1140.pcap"));
    assertThat(decoded.rows).isEmpty();
    assertThat(decoded.decoder.notFlowExport()).isEqualTo(1);
    assertThat(decoded.problems)
        .singleElement()
        .asString()
        .endsWith("offset 0: not an IPFIX or NetFlow v9 or v5 message");
  }

  /**
   * The tables of docs/51-ipfix-proof.md, as these comparisons come out now; {@code -Dgolden=write}
   * writes them there.
   */
  @Test
  void the_tables_in_the_docs_are_what_is_found_here() throws IOException {
    GoldenTables tables = new GoldenTables();
    compareWithTshark();
    TreeMap<String, Comparison> tshark = new TreeMap<>(table);
    table.clear();
    compareWithNetgauze();
    TreeMap<String, Comparison> netgauze = new TreeMap<>(table);
    table.clear();
    compareWithLogstash();
    for (Path capture : files(".pcap")) {
      if (!name(capture).startsWith("metering")) {
        String name = name(capture);
        tables.capture(name, decode(capture), tshark.get(name), netgauze.get(name));
      }
    }
    table.forEach(tables::spec);
    Map<String, String> ours = ourSums();
    pmacctSums().forEach((test, sum) -> tables.sum(test, sum, ours.getOrDefault(test, "")));
    for (Path file : datagrams()) {
      Decoded decoded = Decoded.standard();
      decoded.accept("file", 0, Files.readAllBytes(file));
      tables.datagram(name(file), decoded);
    }
    tables.compareWith(Path.of(System.getProperty("mudlark.root", "..")), "51-ipfix-proof.md");
  }

  /** Files that hold one datagram each, and what fuzzers of others have found. */
  private static List<Path> datagrams() throws IOException {
    try (Stream<Path> files = Files.walk(SharedData.exports())) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> file.toString().endsWith(".dat") || file.toString().contains("/fuzz/"))
          .filter(file -> !file.toString().endsWith(".pcap") && !file.toString().endsWith(".json"))
          .sorted()
          .toList();
    }
  }
}
