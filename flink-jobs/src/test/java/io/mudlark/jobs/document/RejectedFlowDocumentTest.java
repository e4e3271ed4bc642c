package io.mudlark.jobs.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudlark.flow.application.ApplicationFacet;
import io.mudlark.mrt.JudgedFlow;
import org.junit.jupiter.api.Test;

class RejectedFlowDocumentTest {
  private static final long FIVE_MINUTES = 5 * Samples.MINUTE;

  @Test
  void a_scanned_port_is_written_as_in_the_golden_line() {
    assertThat(RejectedFlowDocument.of(Samples.rejectedScan(), FIVE_MINUTES).json())
        .isEqualTo(Golden.line("rejected-scan.json"));
  }

  @Test
  void a_ping_without_macs_has_type_and_code_instead_of_ports() {
    assertThat(RejectedFlowDocument.of(Samples.rejectedPing(), FIVE_MINUTES).json())
        .isEqualTo(Golden.line("rejected-ping.json"))
        .contains("\"icmpType\":128,\"icmpCode\":0")
        .doesNotContain("ort\":")
        .doesNotContain("mac");
  }

  @Test
  void what_is_known_of_the_application_protocol_stands_in_an_object_of_its_own() {
    assertThat(Samples.facets())
        .extracting(RejectedFlowDocumentTest::application)
        .containsExactly(
            "{\"protocol\":\"mqtt\",\"end\":\"refused\",\"controlType\":3,\"qos\":1,\"reasonCode\":135,\"topic\":\"a/b\",\"correlation\":\"case"
                + " 1\",\"sourceClient\":\"c\",\"destinationClient\":\"d\"}",
            "{\"protocol\":\"coap\",\"end\":\"refused\",\"method\":\"0.03\",\"response\":\"4.04\",\"path\":\"/light\"}",
            "{\"protocol\":\"opcua\",\"end\":\"refused\",\"messageType\":\"MSG\",\"service\":\"Write\","
                + "\"statusCode\":2151350272,\"nodeIds\":[\"ns=2;i=5\"]}",
            "{\"protocol\":\"tls\",\"version\":\"0x0304\",\"serverName\":\"broker.example\",\"alpn\":\"mqtt\"}");
  }

  private static String application(ApplicationFacet facet) {
    String json = RejectedFlowDocument.of(Samples.rejected(facet), FIVE_MINUTES).json();
    int begin = json.indexOf("\"application\":") + "\"application\":".length();
    return json.substring(begin, json.indexOf('}', begin) + 1);
  }

  @Test
  void the_key_is_the_end_of_the_window_in_which_the_flow_ended() {
    JudgedFlow scan = Samples.rejectedScan();
    assertThat(RejectedFlowDocument.of(scan, FIVE_MINUTES).sortKey())
        .isEqualTo(
            SortKey.of(
                Samples.WINDOW.endMillis(), "ut", "plug \"kitchen\"", scan.viewId().toString()))
        .doesNotContain("\t", "\n");
  }
}
