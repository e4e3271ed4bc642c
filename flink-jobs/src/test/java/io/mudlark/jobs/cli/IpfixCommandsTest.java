package io.mudlark.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mudlark.flow.Counters;
import io.mudlark.flow.EndReason;
import io.mudlark.flow.FlowId;
import io.mudlark.flow.FlowKey;
import io.mudlark.flow.FlowRecord;
import io.mudlark.flow.Initiation;
import io.mudlark.flow.IpAddress;
import io.mudlark.ipfix.encode.FlowEncoder;
import io.mudlark.ipfix.encode.MessageEncoder;
import io.mudlark.ipfix.registry.ElementRegistry;
import io.mudlark.ipfix.wire.Protocol;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IpfixCommandsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long SECOND = 1_000_000_000L;
  private static final long START = 1_700_000_000L * SECOND;

  @TempDir Path folder;
  private final PrintStream realOut = System.out;
  private final PrintStream realErr = System.err;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeEach
  void catchWhatIsPrinted() {
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void printAgain() {
    System.setOut(realOut);
    System.setErr(realErr);
  }

  private static FlowRecord flow(int port) {
    FlowKey key =
        new FlowKey(
            FlowKey.NO_VLAN,
            IpAddress.parse("10.0.0.7"),
            IpAddress.parse("192.0.2.1"),
            6,
            port,
            1883);
    return new FlowRecord(
        FlowId.of("here", key, START, 0),
        "here",
        key,
        null,
        null,
        START,
        START + SECOND,
        new Counters(3, 180, 0x1B, START, START + SECOND),
        new Counters(2, 120, 0x1B, START + 5, START + SECOND),
        Initiation.SYN,
        EndReason.END_DETECTED);
  }

  private static List<byte[]> messages(int flows) {
    List<byte[]> messages = new ArrayList<>();
    ElementRegistry registry = ElementRegistry.standard();
    MessageEncoder encoder = new MessageEncoder(Protocol.IPFIX, 7, 500, registry, messages::add);
    FlowEncoder writer = new FlowEncoder(encoder, Protocol.IPFIX, registry, START);
    encoder.exportAt(START + 2 * SECOND);
    writer.templates();
    for (int i = 0; i < flows; i++) {
      writer.flow(flow(40000 + i));
    }
    encoder.flush();
    return messages;
  }

  private Path file(List<byte[]> messages) throws IOException {
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    messages.forEach(octets::writeBytes);
    return Files.write(folder.resolve("some.ipfix"), octets.toByteArray());
  }

  private List<JsonNode> lines() throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : out.toString(StandardCharsets.UTF_8).split("\n")) {
      lines.add(JSON.readTree(line));
    }
    return lines;
  }

  private String errors() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void dump_prints_records_with_the_names_of_iana() throws IOException {
    Path file = file(messages(20));
    assertThat(MudlarkCommand.execute("ipfix", "dump", file.toString())).isZero();
    assertThat(lines()).hasSize(20);
    JsonNode first = lines().get(0);
    assertThat(first.path("kind").asText()).isEqualTo("data");
    assertThat(first.path("exporter").asText()).isEqualTo("file:some.ipfix");
    assertThat(first.path("domain").asLong()).isEqualTo(7);
    assertThat(first.path("protocol").asText()).isEqualTo("ipfix");
    assertThat(first.path("exported").asText()).isEqualTo("2023-11-14T22:13:22.000000000Z");
    JsonNode fields = first.path("fields");
    assertThat(fields.path("sourceIPv4Address").asText()).isEqualTo("10.0.0.7");
    assertThat(fields.path("destinationTransportPort").asInt()).isEqualTo(1883);
    assertThat(fields.path("octetDeltaCount").asLong()).isEqualTo(180);
    assertThat(fields.path("reversePacketDeltaCount").asLong()).isEqualTo(2);
    assertThat(fields.path("flowStartNanoseconds").asText())
        .isEqualTo("2023-11-14T22:13:20.000000000Z");
  }

  @Test
  void dump_prints_templates_when_asked_and_ends_after_so_many_records() throws IOException {
    Path file = file(messages(20));
    assertThat(
            MudlarkCommand.execute("ipfix", "dump", "--templates", "--limit", "2", file.toString()))
        .isZero();
    assertThat(lines())
        .extracting(line -> line.path("kind").asText())
        .containsExactly("template", "template", "data", "data");
    JsonNode field = lines().get(0).path("fields").get(0);
    assertThat(field.path("name").asText()).isEqualTo("sourceIPv4Address");
    assertThat(field.path("id").asInt()).isEqualTo(8);
  }

  @Test
  void stats_closes_the_account_and_calls_a_missing_message_lost() throws IOException {
    List<byte[]> messages = messages(20);
    messages.remove(2);
    Path file = file(messages);
    assertThat(MudlarkCommand.execute("ipfix", "stats", "--json", file.toString())).isZero();
    JsonNode stats = lines().get(0);
    assertThat(stats.path("balances").asBoolean()).isTrue();
    JsonNode exporter = stats.path("exporters").get(0);
    JsonNode sequence = exporter.path("sequence");
    assertThat(sequence.path("exported").asLong()).isEqualTo(20);
    assertThat(sequence.path("lost").asLong()).isPositive();
    assertThat(exporter.path("flows").asLong())
        .isEqualTo(20 - sequence.path("lost").asLong())
        .isEqualTo(sequence.path("received").asLong());
    assertThat(exporter.path("packets").asLong()).isEqualTo(5 * exporter.path("flows").asLong());
  }

  @Test
  void stats_prints_a_table_for_people() throws IOException {
    assertThat(MudlarkCommand.execute("ipfix", "stats", file(messages(20)).toString())).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .anyMatch(
            line ->
                line.matches(
                    "file:some.ipfix +7 +ipfix +20 +20 +100 +6,000 +20 +0 +0 +records +standard"))
        .anyMatch(line -> line.startsWith("Every account closes"));
  }

  @Test
  void a_cut_file_gives_what_is_there_and_says_where_it_ends() throws IOException {
    Path file = file(messages(20));
    byte[] octets = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(octets, octets.length - 1));
    assertThat(MudlarkCommand.execute("ipfix", "dump", file.toString())).isEqualTo(2);
    assertThat(lines()).isNotEmpty();
    assertThat(errors()).contains("some.ipfix").contains("offset").contains("cut off");
  }

  @Test
  void elements_of_a_users_table_have_its_names_and_a_bad_table_is_refused() throws IOException {
    Path table = folder.resolve("mine.csv");
    String head = "enterprise,id,name,type,semantics,units,reversible\n";
    Files.writeString(table, head + "0,2,myPackets,unsigned64,deltaCounter,packets,no\n");
    Path file = file(messages(1));
    String[] arguments = {"ipfix", "dump", file.toString(), "--elements", table.toString()};
    assertThat(MudlarkCommand.execute(arguments)).isZero();
    assertThat(lines().get(0).path("fields").path("myPackets").asLong()).isEqualTo(3);
    Files.writeString(table, head + "0,2,x,integer,,,no\n");
    assertThat(MudlarkCommand.execute(arguments)).isEqualTo(2);
    assertThat(errors()).contains("mine.csv, line 2: 'integer' is no abstract data type");
  }

  @Test
  void says_in_one_line_what_cannot_be_read() throws IOException {
    Path noise = Files.writeString(folder.resolve("noise.txt"), "hello");
    assertThat(MudlarkCommand.execute("ipfix", "dump", noise.toString())).isEqualTo(2);
    assertThat(MudlarkCommand.execute("ipfix", "dump", folder.toString())).isEqualTo(2);
    assertThat(MudlarkCommand.execute("ipfix", "dump", "not-there.pcap")).isEqualTo(2);
    assertThat(MudlarkCommand.execute("ipfix", "dump")).isEqualTo(2);
    assertThat(MudlarkCommand.execute("ipfix", "stats", "x", "--ports", "99999")).isEqualTo(2);
    assertThat(MudlarkCommand.execute("ipfix", "stats", "--listen", "udp:4739")).isEqualTo(2);
    assertThat(errors().lines())
        .satisfiesExactly(
            line -> assertThat(line).contains("noise.txt").contains("neither IPFIX, pcap nor"),
            line -> assertThat(line).endsWith("is a folder"),
            line -> assertThat(line).endsWith("not-there.pcap: no such file"),
            line -> assertThat(line).endsWith("nothing to read: give a FILE or --listen"),
            line -> assertThat(line).endsWith("--ports: '99999' is no port"),
            line -> assertThat(line).contains("'udp:4739' is not of the form"));
  }

  @Test
  void what_cannot_be_read_does_not_keep_it_from_the_next_file() throws IOException {
    Path noise = Files.writeString(folder.resolve("noise.txt"), "hello");
    String good = file(messages(3)).toString();
    assertThat(MudlarkCommand.execute("ipfix", "dump", noise.toString(), "no", good)).isEqualTo(2);
    assertThat(lines()).hasSize(3);
    assertThat(errors().lines())
        .satisfiesExactly(
            line -> assertThat(line).contains("noise.txt: offset 0: is neither IPFIX"),
            line -> assertThat(line).endsWith("no: no such file"));
  }

  @Test
  void listens_for_as_long_as_it_is_told_to() throws IOException {
    String[] arguments = {"ipfix", "stats", "--listen", "udp://127.0.0.1:0", "--for", "300ms"};
    assertThat(MudlarkCommand.execute(arguments)).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("0 messages");
    assertThat(errors()).contains("listening at 127.0.0.1:");
  }
}
