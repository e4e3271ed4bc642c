package io.mudlark.probe.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.flow.application.MqttControl;
import io.mudlark.flow.application.MqttFacet;
import io.mudlark.probe.exchange.ExchangeMeter;
import io.mudlark.probe.testing.Exchanged;
import io.mudlark.probe.testing.SharedData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What Suricata's and Zeek's own tests expect of MQTT in their captures. */
class MqttVerdictTest {
  private static final String SURICATA = "c_mqtt_coap_opcua/mqtt_suricata";
  private static final String ZEEK = "c_mqtt_coap_opcua/mqtt_zeek";
  private static final Pattern FACT = Pattern.compile("\\s*-? *([a-z][a-z0-9_.-]*): (.*\\S)\\s*");
  private static final Pattern MESSAGE = Pattern.compile("mqtt\\.([a-z]+)\\.([a-z_.0-9]+)");
  private static final Map<String, Integer> REQUESTS =
      Map.of(
          "connect", MqttType.CONNECT,
          "connack", MqttType.CONNECT,
          "publish", MqttType.PUBLISH,
          "puback", MqttType.PUBLISH,
          "subscribe", MqttType.SUBSCRIBE,
          "suback", MqttType.SUBSCRIBE,
          "unsubscribe", MqttType.UNSUBSCRIBE,
          "unsuback", MqttType.UNSUBSCRIBE,
          "pingreq", MqttType.PINGREQ,
          "pingresp", MqttType.PINGREQ);

  /** The facts that one check of Suricata's wants together, by key. */
  private static List<Map<String, String>> checks(Path expectation) throws IOException {
    List<Map<String, String>> checks = new ArrayList<>();
    for (String line : Files.readAllLines(expectation)) {
      Matcher fact = FACT.matcher(line);
      if (line.contains("filter:")) {
        checks.add(new LinkedHashMap<>());
      } else if (fact.matches() && !checks.isEmpty()) {
        String value = fact.group(2).replaceAll("^\"|\"$", "");
        checks.get(checks.size() - 1).put(fact.group(1), value);
      }
    }
    return checks;
  }

  @Test
  void what_suricata_expects_of_its_captures_is_there() throws IOException {
    int facts = 0;
    for (Path capture : SharedData.captures(SURICATA)) {
      Exchanged found = Exchanged.mqtt().read(capture).flush();
      for (Map<String, String> check : checks(Path.of(capture + ".suricata-expect.yaml"))) {
        facts += holds(capture.getFileName() + ": " + check, check, found);
      }
    }
    assertThat(facts).isGreaterThan(300);
  }

  /** How many facts of a check were looked at. */
  private static int holds(String told, Map<String, String> check, Exchanged found) {
    String anomaly = check.get("anomaly.event");
    if (anomaly != null) {
      if (anomaly.equals("unintroduced_message")) {
        assertThat(found.facets()).as(told).allMatch(facet -> facet.exchange().midStream());
      } else {
        assertThat(found.notes()).as(told).containsKey("mqtt-packets-malformed");
      }
      return 1;
    }
    Predicate<MqttFacet> all = facet -> true;
    int facts = 0;
    for (Map.Entry<String, String> fact : check.entrySet()) {
      Predicate<MqttFacet> wanted = wanted(fact.getKey(), fact.getValue());
      if (wanted != null) {
        all = all.and(wanted);
        facts++;
      }
    }
    if (facts > 0) {
      assertThat(found.facets()).as(told).anyMatch(all);
    }
    return facts;
  }

  /** What an exchange must be like, or null when the probe does not tell such things. */
  private static Predicate<MqttFacet> wanted(String key, String value) {
    Matcher message = MESSAGE.matcher(key.equals("has-key") ? value + ".x" : key);
    if (!message.matches()) {
      return null;
    }
    String kind = message.group(1);
    if (kind.equals("disconnect")) {
      return disconnect(message.group(2), value);
    }
    int type = REQUESTS.get(kind);
    Predicate<MqttFacet> named = facet -> facet.control().type() == type;
    boolean answer = !kind.equals("connect") && kind.matches(".*(ack|resp)");
    return answer
        ? named
            .and(facet -> facet.exchange().end().isAnswered())
            .and(answer(message.group(2), value))
        : named.and(request(kind, message.group(2), value));
  }

  private static Predicate<MqttFacet> disconnect(String field, String value) {
    Predicate<MqttFacet> named = facet -> facet.control().type() == 14;
    // in mqtt5-sub-userpass the one octet is 4 (with will message), as tshark has it; Suricata says
    // 0
    return field.equals("reason_code")
        ? named.and(
            facet -> Set.of(Integer.parseInt(value), 4).contains(facet.control().reasonCode()))
        : named;
  }

  private static Predicate<MqttFacet> request(String kind, String field, String value) {
    return switch (field) {
      case "protocol_version" ->
          facet -> facet.control().protocolLevel() == Integer.parseInt(value);
      case "client_id" -> facet -> facet.sourceClient().equals(value);
      case "message_id" -> facet -> facet.control().packetId() == Integer.parseInt(value);
      case "topic" -> facet -> facet.topic().equals(value);
      // the first filter of [ {topic: X, qos: 0}, ...] or [ X, ...]
      case "topics" ->
          facet -> value.replace("{topic: ", "").matches("\\[ ?" + facet.topic() + "\\b.*");
      case "retain" -> facet -> facet.control().retain() == Boolean.parseBoolean(value);
      case "dup" -> facet -> facet.control().duplicate() == Boolean.parseBoolean(value);
      // of a SUBSCRIBE the two bits are reserved, and no quality of service
      case "qos" ->
          facet -> !kind.equals("publish") || facet.control().qos() == Integer.parseInt(value);
      case "message" ->
          facet -> facet.payloadOctets() == value.getBytes(StandardCharsets.UTF_8).length;
      // topic and identifier are skipped too
      case "skipped_length" ->
          facet ->
              facet.payloadOctets() > Integer.parseInt(value) - 64
                  && facet.payloadOctets() <= Integer.parseInt(value);
      case "properties.correlation_data" ->
          facet -> !kind.equals("publish") || facet.correlation().equals(value);
      default -> facet -> true;
    };
  }

  private static Predicate<MqttFacet> answer(String field, String value) {
    return switch (field) {
      case "message_id" -> facet -> facet.control().packetId() == Integer.parseInt(value);
      case "return_code", "reason_code" ->
          facet -> facet.control().reasonCode() == Integer.parseInt(value);
      case "qos_granted", "reason_codes" -> facet -> facet.control().reasonCode() == largest(value);
      default -> facet -> true;
    };
  }

  private static int largest(String list) {
    return Stream.of(list.replaceAll("[\\[\\] ]", "").split(","))
        .mapToInt(Integer::parseInt)
        .max()
        .orElse(-1);
  }

  @Test
  void a_broker_that_refuses_a_connection_refuses_an_exchange_with_its_code() {
    Path capture = SharedData.data().resolve(SURICATA).resolve("mqtt5_pub_jpeg_connack134.pcap");
    List<Integer> codes =
        Exchanged.mqtt().read(capture).flush().facets().stream()
            .filter(facet -> facet.control().type() == MqttControl.CONNECT)
            .map(facet -> facet.control().reasonCode())
            .toList();
    assertThat(codes).containsExactly(134);
  }

  @Test
  void connections_messages_and_subscriptions_are_those_of_zeeks_logs() throws IOException {
    Path folder = SharedData.data().resolve(ZEEK);
    List<MqttFacet> facets = Exchanged.mqtt().read(folder.resolve("mqtt.pcap")).flush().facets();
    List<String> expected = new ArrayList<>();
    for (String[] cells : log(folder, "connect")) {
      expected.add("connect " + cells[8] + " " + cells[9].equals("Connection Accepted"));
    }
    for (String[] cells : log(folder, "publish")) {
      expected.add("publish " + cells[10] + " " + cells[12] + " " + cells[7].equals("T"));
    }
    for (String[] cells : log(folder, "subscribe")) {
      expected.add("subscribe " + cells[7] + " " + cells[9] + " " + cells[10].equals("T"));
    }
    assertThat(expected).hasSize(6);
    List<String> found = new ArrayList<>();
    for (MqttFacet facet : facets) {
      MqttControl control = facet.control();
      boolean answered = facet.exchange().end().isAnswered();
      if (control.type() == MqttType.CONNECT) {
        found.add("connect " + facet.sourceClient() + " " + answered);
      } else if (control.type() == MqttType.PUBLISH) {
        found.add(
            "publish " + facet.topic() + " " + facet.payloadOctets() + " " + control.retain());
      } else if (control.type() == MqttType.SUBSCRIBE) {
        found.add("subscribe " + facet.topic() + " " + control.reasonCode() + " " + answered);
      }
    }
    assertThat(found).containsExactlyInAnyOrderElementsOf(expected);
  }

  private static List<String[]> log(Path folder, String kind) throws IOException {
    Path file = folder.resolve("baseline/scripts.base.protocols.mqtt.mqtt_mqtt_" + kind + ".log");
    return Files.readAllLines(file).stream()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split("\t", -1))
        .toList();
  }

  @Test
  void exchanges_of_every_capture_are_as_documented() {
    List<String> rows = new ArrayList<>();
    for (String folder : List.of(SURICATA, ZEEK, "c_mqtt_coap_opcua/ndpi")) {
      for (Path capture : SharedData.captures(folder)) {
        Exchanged found = Exchanged.mqtt().read(capture).flush();
        if (found.notes().containsKey("mqtt-packets")) {
          rows.add(row(capture, found));
        }
      }
    }
    assertThat(rows).hasSizeGreaterThan(20);
    assertThat(SharedData.documentation("65-mqtt-coap-opcua.md")).containsAll(rows);
  }

  private static String row(Path capture, Exchanged found) {
    List<String> ends = new ArrayList<>();
    found.ends().forEach((end, count) -> ends.add(count + " " + ExchangeMeter.word(end)));
    TreeMap<String, Long> odd = new TreeMap<>(found.notes());
    odd.keySet().removeIf(note -> !note.startsWith("mqtt-"));
    odd.keySet().removeAll(List.of("mqtt-packets", "mqtt-connections"));
    List<String> notes = new ArrayList<>();
    odd.forEach((note, count) -> notes.add(count + " `" + note + "`"));
    return String.join(
        " | ",
        "| `" + capture.getParent().getFileName() + "/" + capture.getFileName() + "`",
        "" + found.notes().get("mqtt-packets"),
        String.join(", ", ends),
        (notes.isEmpty() ? "-" : String.join(", ", notes)) + " |");
  }
}
