package io.mudlark.probe.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.flow.application.MqttFacet;
import io.mudlark.probe.testing.Exchanged;
import io.mudlark.probe.testing.SharedData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Captures by others, beside tshark's reading of them. */
class MqttPeerTest {
  private static final String REFERENCE = ".mqtt.tshark-ref.json";
  private static final Pattern TYPE = Pattern.compile("\"mqtt\\.msgtype\": \"(\\d+)\"");
  private static final Pattern TOPIC = Pattern.compile("\"mqtt\\.topic\": \"([^\"]*)\"");

  private static List<Path> references() {
    Path folder = SharedData.data().resolve("c_mqtt_coap_opcua");
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(f -> f.toString().endsWith(REFERENCE)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path capture(Path reference) {
    String path = reference.toString();
    return Path.of(path.substring(0, path.length() - REFERENCE.length()));
  }

  @Test
  void every_control_packet_that_tshark_finds_is_found() throws IOException {
    List<Path> references = references();
    assertThat(references).hasSizeGreaterThan(20);
    for (Path reference : references) {
      String text = Files.readString(reference);
      Exchanged found = Exchanged.mqtt().read(capture(reference)).flush();
      assertThat(found.notes().getOrDefault("mqtt-packets", 0L))
          .as(reference.getFileName().toString())
          .isEqualTo(TYPE.matcher(text).results().count());
    }
  }

  @Test
  void every_message_has_the_topic_that_tshark_gives_it() throws IOException {
    for (Path reference : references()) {
      List<String> expected = published(Files.readString(reference));
      Exchanged found = Exchanged.mqtt().read(capture(reference)).flush();
      List<String> topics =
          found.facets().stream()
              .filter(facet -> facet.control().type() == MqttType.PUBLISH)
              .map(MqttFacet::topic)
              .toList();
      assertThat(topics)
          .as(reference.getFileName().toString())
          .containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  private static List<String> published(String text) {
    List<String> topics = new ArrayList<>();
    Matcher type = TYPE.matcher(text);
    while (type.find()) {
      int end = next(text, type.end());
      String fields = text.substring(type.end(), end);
      Matcher topic = TOPIC.matcher(fields);
      // QoS 3 does not exist: we count the packet as malformed, tshark goes on.
      boolean exists = !fields.contains("\"mqtt.qos\": \"3\"");
      if (type.group(1).equals("3") && exists && topic.find()) {
        topics.add(topic.group(1));
      }
    }
    return topics;
  }

  private static int next(String text, int from) {
    int next = text.indexOf("\"mqtt.msgtype\"", from);
    return next < 0 ? text.length() : next;
  }
}
