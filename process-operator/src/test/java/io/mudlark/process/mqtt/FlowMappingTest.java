package io.mudlark.process.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudlark.process.log.EventLog;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FlowMappingTest {
  private static MqttExchange exchange(String id, ExportTime start, MqttExchange.Message message) {
    return new MqttExchange(id, "10.0.0.7:5000", "10.0.0.1:1883", start, start, message);
  }

  private static MqttExchange publish(ExportTime start, String topic, String correlation) {
    return exchange(topic, start, new MqttExchange.Message(3, topic, "lamp", "hub", correlation));
  }

  @Test
  void exact_times_are_read_as_2_to_the_minus_32_seconds() {
    assertThat(new ExportTime(5, 114_726_912L).nanos()).isEqualTo(5_026_711_941L);
    assertThat(new ExportTime(5, 1L << 31).nanos()).isEqualTo(5_500_000_000L);
  }

  @Test
  void the_notebooks_times_have_the_fraction_glued_behind_a_point() {
    assertThat(new ExportTime(5, 114_726_912L).notebookNanos()).isEqualTo(5_114_726_912L);
    assertThat(new ExportTime(5, 1_061_312_512L).notebookNanos()).isEqualTo(5_106_131_251L);
    assertThat(new ExportTime(5, 7).notebookNanos()).isEqualTo(5_700_000_000L);
  }

  @Test
  void the_standard_mapping_sorts_by_time_and_names_the_receiver() {
    List<MqttExchange> rows =
        List.of(
            publish(new ExportTime(1, 900_000_000L), "second", "case"),
            publish(new ExportTime(1, 1_000_000L), "first", "case"));
    EventLog log = FlowMapping.standard(Set.of("10.0.0.1:1883")).log(rows);
    assertThat(log.traces().get(0).activities())
        .containsExactly(
            "lamp \u2192 first \u2192 MQTT Broker", "lamp \u2192 second \u2192 MQTT Broker");
  }

  @Test
  void missions_mapping_keeps_the_order_of_rows_and_leaves_the_receiver_out() {
    List<MqttExchange> rows =
        List.of(
            publish(new ExportTime(1, 900_000_000L), "second", "case"),
            publish(new ExportTime(1, 1_000_000L), "first", "case"));
    EventLog log = FlowMapping.mission(Set.of()).log(rows);
    assertThat(log.traces().get(0).activities())
        .containsExactly("lamp \u2192 second", "lamp \u2192 first");
  }

  @Test
  void only_publishes_with_a_case_become_events() {
    List<MqttExchange> rows =
        List.of(
            publish(new ExportTime(1, 0), "t", ""),
            exchange(
                "connect", new ExportTime(1, 0), new MqttExchange.Message(1, "", "a", "b", "x")));
    assertThat(FlowMapping.mission(Set.of()).log(rows).traces()).isEmpty();
  }

  @Test
  void brokers_rule_engines_and_unknown_clients_are_named_by_their_endpoint() {
    MqttExchange.Message message = new MqttExchange.Message(3, "t", "Unknown client", "d", "x");
    MqttExchange row = exchange("1", new ExportTime(1, 0), message);
    assertThat(FlowMapping.mission(Set.of()).activity(row)).isEqualTo("10.0.0.7:5000 \u2192 t");
    assertThat(FlowMapping.mission(Set.of("10.0.0.7:5000")).activity(row))
        .isEqualTo("MQTT Broker \u2192 t");
    FlowMapping nodeRed =
        new FlowMapping(ActivityForm.SOURCE_TOPIC, true, Set.of(), "10.0.0.7:5000");
    assertThat(nodeRed.activity(row)).isEqualTo("Node-RED \u2192 t");
  }

  @Test
  void rows_are_read_with_either_separator_and_null_is_absent() throws IOException {
    String header =
        "_id;sourceIPv4Address;sourceTransportPort;destinationIPv4Address;destinationTransportPort;"
            + "flowStartNanoseconds;flowEndNanoseconds;mqttControlType;mqttTopic;mqttSrcClientId;"
            + "mqttDstClientId;mqttCorrelationData\n";
    String row = "1;10.0.0.1;5;10.0.0.2;1883;[1,2];[1,3];3;t;c;d;NULL\n";
    for (String text :
        List.of(
            header + row,
            (header + row).replace("[1,", "\"[1,").replace("];", "]\";").replace(';', ','))) {
      List<MqttExchange> rows = new FlowRowReader().read(new StringReader(text), "rows");
      assertThat(rows).hasSize(1);
      assertThat(rows.get(0).start()).isEqualTo(new ExportTime(1, 2));
      assertThat(rows.get(0).message().correlation()).isEmpty();
    }
    assertThatThrownBy(
            () ->
                new FlowRowReader()
                    .read(new StringReader((header + row).replace("[1,2]", "[1,x]")), "rows"))
        .hasMessageStartingWith("rows: line 2: ");
  }
}
