package io.mudlark.jobs.document;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AlertDocumentTest {
  @Test
  void an_alert_is_written_as_in_the_golden_line() {
    assertThat(AlertDocument.of(Samples.alert(2)).json()).isEqualTo(Golden.line("alert.json"));
  }

  @Test
  void an_alert_about_one_device_names_it_and_one_about_several_does_not() {
    assertThat(AlertDocument.of(Samples.alert(1)).json())
        .contains("\"site\":\"ut\",\"device\":\"plug \\\"kitchen\\\"\",\"model\"");
    assertThat(AlertDocument.of(Samples.alert(2)).json()).contains("\"revision\":2,\"model\"");
  }

  @Test
  void an_alert_about_several_devices_comes_before_those_about_one() {
    assertThat(AlertDocument.of(Samples.alert(2)).sortKey())
        .isLessThan(AlertDocument.of(Samples.alert(1)).sortKey());
  }
}
