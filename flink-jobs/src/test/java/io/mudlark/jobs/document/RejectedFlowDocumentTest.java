package io.mudlark.jobs.document;

import static org.assertj.core.api.Assertions.assertThat;

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
  void the_key_is_the_end_of_the_window_in_which_the_flow_ended() {
    JudgedFlow scan = Samples.rejectedScan();
    assertThat(RejectedFlowDocument.of(scan, FIVE_MINUTES).sortKey())
        .isEqualTo(
            SortKey.of(
                Samples.WINDOW.endMillis(), "ut", "plug \"kitchen\"", scan.viewId().toString()))
        .doesNotContain("\t", "\n");
  }
}
