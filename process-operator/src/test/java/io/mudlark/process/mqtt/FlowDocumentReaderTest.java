package io.mudlark.process.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudlark.process.testing.SharedData;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FlowDocumentReaderTest {
  private static final String DOCUMENT =
      "{\"_id\":{\"$oid\":\"6b\"},\"sourceIPv4Address\":\"10.0.0.1\",\"sourceTransportPort\":5,"
          + "\"destinationIPv4Address\":\"10.0.0.2\",\"destinationTransportPort\":1883,"
          + "\"flowStartNanoseconds\":[7,{\"$numberLong\":\"2147483648\"}],"
          + "\"flowEndNanoseconds\":[8,0],\"mqttControlType\":3,\"mqttTopic\":\"t\","
          + "\"mqttSrcClientId\":\"c\",\"mqttDstClientId\":\"NULL\","
          + "\"mqttCorrelationData\":\"k\"}";

  private static List<MqttExchange> read(String text) throws IOException {
    return new FlowDocumentReader().read(new StringReader(text), "flows.json");
  }

  @Test
  void reads_one_document_a_line_and_one_array_alike() throws IOException {
    List<MqttExchange> lines = read(DOCUMENT + "\n" + DOCUMENT + "\n");
    assertThat(lines).hasSize(2).isEqualTo(read("[" + DOCUMENT + "," + DOCUMENT + "]"));
    MqttExchange first = lines.get(0);
    assertThat(first.id()).isEqualTo("6b");
    assertThat(first.source()).isEqualTo("10.0.0.1:5");
    assertThat(first.start().nanos()).isEqualTo(7_500_000_000L);
    assertThat(first.message().destinationClient()).isEmpty();
    assertThat(first.isCaseEvent()).isTrue();
  }

  @Test
  void says_which_document_is_wrong_and_why() {
    assertThatThrownBy(() -> read(DOCUMENT + "{\"_id\":1}"))
        .hasMessageStartingWith("flows.json: document 2: ");
    assertThatThrownBy(() -> read(DOCUMENT.replace("[8,0]", "[8,-1]")))
        .hasMessage(
            "flows.json: document 1: no flow of the collector: fraction is not 32 bits: -1");
  }

  @Test
  void reads_what_the_original_collector_stored() throws IOException {
    List<MqttExchange> stored =
        new FlowDocumentReader().read(SharedData.file("golden/mission/mongo-docs-live.json"));
    assertThat(stored).hasSize(13);
    assertThat(stored.stream().filter(MqttExchange::isCaseEvent)).hasSize(6);
  }

  @Test
  void damaged_documents_are_refused_in_one_line_or_read() {
    Random random = new Random(5);
    int refused = 0;
    for (int i = 0; i < 2_000; i++) {
      StringBuilder damaged = new StringBuilder(DOCUMENT);
      damaged.setCharAt(random.nextInt(DOCUMENT.length()), (char) (32 + random.nextInt(95)));
      damaged.setLength(
          random.nextInt(4) == 0 ? random.nextInt(DOCUMENT.length()) : damaged.length());
      try {
        read(damaged.toString());
      } catch (IOException e) {
        assertThat(e.getMessage()).startsWith("flows.json: ").doesNotContain("\n");
        refused++;
      }
    }
    assertThat(refused).isPositive();
  }

  @Test
  void times_of_flow_records_come_back_exactly() {
    Random random = new Random(9);
    for (int i = 0; i < 10_000; i++) {
      long nanos = (random.nextLong() >>> 2) % 4_000_000_000_000_000_000L;
      assertThat(ExportTime.ofNanos(nanos).nanos()).isEqualTo(nanos);
    }
  }
}
