package io.mudlark.probe.coap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mudlark.flow.IpProtocol;
import io.mudlark.probe.testing.Packets;
import io.mudlark.probe.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** CoAP messages of captures by others, held field by field against tshark's dissection. */
class CoapPeerTest {
  private static final String SUFFIX = ".coap.tshark-ref.json";
  private final CoapReader reader = new CoapReader();

  @Test
  void every_message_is_read_as_tshark_reads_it() throws IOException {
    List<String> differences = new ArrayList<>();
    int compared = 0;
    int skipped = 0;
    for (Path reference : references()) {
      Path capture = Path.of(reference.toString().replace(SUFFIX, ""));
      Map<Integer, String> ours = messages(capture);
      for (JsonNode frame : new ObjectMapper().readTree(Files.readAllBytes(reference))) {
        String theirs = describe(frame.get("coap"));
        if (!ours.containsKey(frame.get("frame").asInt())) {
          skipped++;
          continue;
        }
        compared++;
        if (!theirs.equals(ours.get(frame.get("frame").asInt()))) {
          differences.add(
              capture.getFileName()
                  + " "
                  + frame.get("frame")
                  + ": "
                  + theirs
                  + " but "
                  + ours.get(frame.get("frame").asInt()));
        }
      }
    }
    assertThat(differences).isEmpty();
    assertThat(compared).isEqualTo(602);
    // messages quoted in ICMP errors, which tshark dissects too
    assertThat(skipped).isEqualTo(10);
  }

  private static List<Path> references() throws IOException {
    try (Stream<Path> files = Files.walk(SharedData.data().resolve("c_mqtt_coap_opcua"))) {
      return files.filter(file -> file.toString().endsWith(SUFFIX)).sorted().toList();
    }
  }

  private Map<Integer, String> messages(Path capture) {
    Map<Integer, String> messages = new TreeMap<>();
    Packets.each(
        capture,
        (packet, number) -> {
          if (packet.protocol() == IpProtocol.UDP) {
            CoapMessage message =
                reader.read(packet.buffer(), packet.payloadOffset(), packet.payloadLength());
            if (message != null) {
              messages.put(number, describe(message));
            }
          }
        });
    return messages;
  }

  private static String describe(CoapMessage m) {
    return String.join(
        " ",
        "type " + m.type(),
        "code " + m.code(),
        "id " + m.messageId(),
        "token " + m.token(),
        "observe " + m.observe(),
        "payload " + m.payloadOctets(),
        "block1 " + m.block1(),
        "block2 " + m.block2(),
        "path " + m.path());
  }

  private static String describe(JsonNode coap) {
    StringBuilder path = new StringBuilder();
    StringBuilder query = new StringBuilder();
    String observe = "-1";
    int[] blocks = {-1, -1};
    for (JsonNode option : list(coap.path("coap.opt.name_tree"))) {
      if (option.has("coap.opt.uri_path")) {
        path.append('/').append(option.get("coap.opt.uri_path").asText());
      } else if (option.path("coap.opt.desc").asText().startsWith("Type 11,")) {
        path.append('/');
      } else if (option.has("coap.opt.uri_query")) {
        query
            .append(query.length() == 0 ? '?' : '&')
            .append(option.get("coap.opt.uri_query").asText().replace("\uFFFD", "%D4"));
      } else if (option.has("coap.opt.observe")) {
        observe = option.get("coap.opt.observe").asText();
      } else if (option.has("coap.opt.block_number")) {
        boolean second = option.path("coap.opt.desc").asText().startsWith("Type 23");
        blocks[second ? 1 : 0] =
            option.get("coap.opt.block_number").asInt() << 4
                | option.get("coap.opt.block_mflag").asInt() << 3
                | option.get("coap.opt.block_size").asInt();
      }
    }
    String whole =
        path.length() + query.length() == 0
            ? "/"
            : (path.length() == 0 ? "/" : path) + query.toString();
    return String.join(
        " ",
        "type " + coap.get("coap.type").asText(),
        "code " + coap.get("coap.code").asText(),
        "id " + coap.get("coap.mid").asText(),
        "token " + coap.path("coap.token").asText().replace(":", ""),
        "observe " + observe,
        "payload " + payload(coap),
        "block1 " + blocks[0],
        "block2 " + blocks[1],
        "path " + whole);
  }

  private static int payload(JsonNode coap) {
    // of the last block tshark gives the length of the whole body
    JsonNode block = coap.path("coap.block_length");
    return block.isMissingNode()
        ? coap.path("coap.payload_tree").path("coap.payload_length").asInt(0)
        : block.asInt();
  }

  private static List<JsonNode> list(JsonNode node) {
    List<JsonNode> all = new ArrayList<>();
    if (node.isArray()) {
      node.forEach(all::add);
    } else if (node.isObject()) {
      all.add(node);
    }
    return all;
  }
}
