package io.mudlark.probe.opcua;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.flow.FlowRecord;
import io.mudlark.flow.application.ExchangeEnd;
import io.mudlark.flow.application.OpcUaFacet;
import io.mudlark.probe.exchange.ExchangeConfig;
import io.mudlark.probe.exchange.ExchangeMeter;
import io.mudlark.probe.packet.Counts;
import io.mudlark.probe.tcp.OctetBudget;
import io.mudlark.probe.tcp.StreamDecoder;
import io.mudlark.probe.tcp.StreamProtocol;
import io.mudlark.probe.tcp.StreamSegment;
import io.mudlark.probe.tcp.TcpConnection;
import io.mudlark.probe.testing.Packets;
import io.mudlark.probe.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** OPC UA in captures by others, held against tshark's list of messages and ICSNPP's logs. */
class OpcUaPeerTest {
  private static final String SUFFIX = ".opcua.tshark-ref.tsv";

  @Test
  void every_message_is_read_as_tshark_reads_it() throws IOException {
    int compared = 0;
    for (Path reference : references()) {
      List<String> theirs = new ArrayList<>();
      for (String line : Files.readAllLines(reference)) {
        if (!line.startsWith("frame")) {
          rows(line.split("\t", -1), theirs);
        }
      }
      Path capture = Path.of(reference.toString().replace(SUFFIX, ""));
      List<String> ours = messages(capture);
      assertThat(ours).as(capture.toString()).isEqualTo(theirs);
      compared += ours.size();
    }
    assertThat(compared).isEqualTo(880);
  }

  /** tshark's fields, of which each is a list when a frame holds several messages. */
  private static void rows(String[] cells, List<String> rows) {
    String[] types = cells[6].split(",");
    for (int i = 0; i < types.length; i++) {
      rows.add(
          String.join(
              " ",
              types[i],
              at(cells[8], i),
              at(cells[9], i),
              at(cells[10], i),
              at(cells[11], i),
              service(at(cells[12], i))));
    }
  }

  private static String at(String list, int index) {
    return list.isEmpty() ? "0" : list.split(",")[index];
  }

  private static String service(String id) {
    UaService service = UaService.of(Integer.parseInt(id));
    return service == null ? "-" : service.name() + (service.isRequest() ? "?" : "!");
  }

  private static List<String> messages(Path capture) {
    List<String> messages = new ArrayList<>();
    ExchangeMeter meter = new ExchangeMeter("lab", ExchangeConfig.DEFAULT, flow -> {});
    meter.add(new Listing(messages));
    Packets.each(capture, (packet, number) -> meter.accept(packet));
    return messages;
  }

  /** Lists messages instead of matching them. */
  private record Listing(List<String> messages) implements StreamProtocol {
    @Override
    public boolean isPort(int port) {
      return port == OpcUaProtocol.PORT;
    }

    @Override
    public StreamDecoder begin(TcpConnection connection, StreamSegment first) {
      Counts<UaNote> notes = new Counts<>(UaNote.class);
      OctetBudget budget = new OctetBudget(1 << 20);
      UaChunks client = new UaChunks(notes, budget, this::list);
      UaChunks server = new UaChunks(notes, budget, this::list);
      return new StreamDecoder() {
        @Override
        public void segment(StreamSegment segment) {
          (segment.fromClient() ? client : server).push(segment);
        }

        @Override
        public void gap(boolean fromClient, long octets) {
          (fromClient ? client : server).gap(octets);
        }

        @Override
        public void end(ExchangeEnd reason) {}
      };
    }

    private void list(UaMessage m) {
      UaService service = m.service();
      String name = service == null ? "-" : service.name() + (service.isRequest() ? "?" : "!");
      messages.add(
          String.join(
              " ",
              m.kind().name(),
              "" + m.channel(),
              "" + m.tokenId(),
              "" + m.firstSequence(),
              "" + m.requestId(),
              name));
    }
  }

  @Test
  void requests_and_responses_are_paired_as_icsnpp_pairs_them() throws IOException {
    Path folder = SharedData.data().resolve("c_mqtt_coap_opcua/opcua_icsnpp");
    List<String> theirs = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("baseline/basic__opcua_binary.log"))) {
      String[] cells = line.split("\t", -1);
      if (!line.startsWith("#") && cells[6].length() == 3 && !cells[6].equals("ACK")) {
        theirs.add(paired(cells));
      }
    }
    List<String> ours =
        exchanges(folder.resolve("open62541_client-server_mainloop.pcap")).stream()
            .map(OpcUaPeerTest::describe)
            .toList();
    assertThat(ours).containsExactlyInAnyOrderElementsOf(theirs);
  }

  private static String paired(String[] cells) {
    String from = cells[3];
    if (cells[6].equals("HEL")) {
      return from + " HEL 0  ";
    }
    String response = cells[49].equals("-") ? "" : cells[49];
    return from
        + " "
        + cells[6]
        + " "
        + cells[24]
        + " "
        + cells[30].replace("Request", "")
        + " "
        + response;
  }

  private static String describe(FlowRecord flow) {
    OpcUaFacet facet = (OpcUaFacet) flow.application();
    boolean answered = facet.statusCode() >= 0 && facet.requestId() > 0;
    return flow.key().sourcePort()
        + " "
        + facet.messageType()
        + " "
        + facet.requestId()
        + " "
        + facet.service()
        + " "
        + (answered ? facet.service() + "Response" : "");
  }

  private static List<FlowRecord> exchanges(Path capture) {
    List<FlowRecord> flows = new ArrayList<>();
    ExchangeMeter meter = new ExchangeMeter("lab", ExchangeConfig.DEFAULT, flows::add);
    meter.add(new OpcUaProtocol(meter.table(), meter.budget(), Set.of(OpcUaProtocol.PORT)));
    Packets.each(capture, (packet, number) -> meter.accept(packet));
    meter.flush();
    return flows;
  }

  @Test
  void nodes_that_are_read_and_browsed_are_named() throws IOException {
    Path folder = SharedData.data().resolve("c_mqtt_coap_opcua/opcua_icsnpp");
    List<FlowRecord> flows = exchanges(folder.resolve("open62541_client-server_mainloop.pcap"));
    assertThat(nodes(flows, "Read")).contains("ns=1;s=the.answer");
    assertThat(nodes(flows, "Browse")).contains("i=85");
    assertThat(nodes(flows, "CreateMonitoredItems")).isNotEmpty();
  }

  private static Set<String> nodes(List<FlowRecord> flows, String service) {
    return flows.stream()
        .map(flow -> (OpcUaFacet) flow.application())
        .filter(facet -> facet.service().equals(service))
        .flatMap(facet -> facet.nodeIds().stream())
        .collect(Collectors.toSet());
  }

  /** One line a capture, as docs/65 has it. */
  @Test
  void exchanges_of_every_capture_end_as_documented() throws IOException {
    List<String> rows = new ArrayList<>();
    for (Path reference : references()) {
      Path capture = Path.of(reference.toString().replace(SUFFIX, ""));
      TreeMap<String, Integer> ends = new TreeMap<>();
      for (FlowRecord flow : exchanges(capture)) {
        OpcUaFacet facet = (OpcUaFacet) flow.application();
        ends.merge(ExchangeMeter.word(facet.exchange().end()), 1, Integer::sum);
      }
      String text = ends.toString().replaceAll("[{}]", "").replaceAll("([a-z-]+)=(\\d+)", "$2 $1");
      rows.add(
          "| `" + capture.getFileName() + "` | " + messages(capture).size() + " | " + text + " |");
    }
    assertThat(SharedData.documentation("65-mqtt-coap-opcua.md")).containsAll(rows);
  }

  private static List<Path> references() throws IOException {
    try (Stream<Path> files = Files.walk(SharedData.data().resolve("c_mqtt_coap_opcua"))) {
      return files.filter(file -> file.toString().endsWith(SUFFIX)).sorted().toList();
    }
  }
}
