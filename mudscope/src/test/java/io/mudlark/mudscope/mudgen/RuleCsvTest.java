package io.mudlark.mudscope.mudgen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudlark.mudscope.input.UnusableInput;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Rule files, sound and not. */
class RuleCsvTest {
  private static final String RULE =
      "<deviceMac>,<gatewayMac>,0x0800,*,cloud.example,6,*,443,855,*,*";

  @Test
  void reads_back_what_it_writes() throws UnusableInput {
    List<RuleRow> rules = RuleCsv.parse("r.csv", RuleCsv.HEADER + "\n" + RULE + "\n\n");

    assertThat(rules).hasSize(1);
    assertThat(rules.get(0).dstIp()).isEqualTo("cloud.example");
    assertThat(rules.get(0).icmpCode()).isEqualTo("*");
    assertThat(RuleCsv.format(rules)).isEqualTo(RuleCsv.HEADER + "\n" + RULE + "\n");
  }

  @Test
  void does_without_columns_that_mudscope_does_not_read() throws UnusableInput {
    String text = "dstPort,srcMac,dstMac,ethType,srcIp,dstIp,ipProto,srcPort\n443,a,b,c,d,e,f,g\n";

    RuleRow rule = RuleCsv.parse("r.csv", text).get(0);

    assertThat(rule.dstPort()).isEqualTo("443");
    assertThat(rule.srcPort()).isEqualTo("g");
    assertThat(rule.priority()).isEqualTo("*");
  }

  @Test
  void says_which_line_is_wrong() {
    assertThatThrownBy(() -> RuleCsv.parse("r.csv", "")).hasMessage("r.csv: line 1: no header");
    assertThatThrownBy(() -> RuleCsv.parse("r.csv", RuleCsv.HEADER.replace("srcPort", "x")))
        .hasMessage("r.csv: line 1: no column srcPort");
    assertThatThrownBy(() -> RuleCsv.parse("r.csv", RuleCsv.HEADER + "\n" + RULE + ",1"))
        .hasMessage("r.csv: line 2: 12 fields where the header has 11");
    assertThatThrownBy(
            () -> RuleCsv.parse("r.csv", RuleCsv.HEADER + "\n" + RULE.replace("443", "")))
        .hasMessage("r.csv: line 2: dstPort is empty");
    String many = RuleCsv.HEADER + "\n" + (RULE + "\n").repeat(RuleCsv.MAX_RULES + 1);
    assertThatThrownBy(() -> RuleCsv.parse("r.csv", many))
        .hasMessage("r.csv: line 65538: more than 65536 rules");
  }

  @Test
  void survives_damaged_files() {
    Random random = new Random(4);
    byte[] sound = (RuleCsv.HEADER + "\n" + RULE + "\n").getBytes(StandardCharsets.UTF_8);
    int refused = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] octets = sound.clone();
      for (int k = random.nextInt(4); k >= 0; k--) {
        octets[random.nextInt(octets.length)] = (byte) random.nextInt(128);
      }
      try {
        RuleCsv.parse("r.csv", new String(octets, StandardCharsets.UTF_8));
      } catch (UnusableInput e) {
        refused++;
        assertThat(e.getMessage()).startsWith("r.csv: line ").doesNotContain("\n");
      }
    }
    assertThat(refused).isBetween(1_000, 20_000);
  }
}
