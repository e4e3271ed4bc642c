package io.mudlark.mudscope.netflows;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class FlowCsvProperties {
  @Property
  void every_time_reads_back_to_itself(
      @ForAll @LongRange(min = 0, max = 4_000_000_000_000_000_000L) long nanos) {
    StringBuilder text = new StringBuilder();
    UtcText.append(text, nanos, 9);

    assertThat(UtcText.parse(text.toString())).isEqualTo(nanos);
  }

  @Property
  void a_time_cut_to_milliseconds_is_never_later(
      @ForAll @LongRange(min = 0, max = 4_000_000_000_000_000_000L) long nanos) {
    StringBuilder text = new StringBuilder();
    UtcText.append(text, nanos, 3);

    assertThat(UtcText.parse(text.toString())).isEqualTo(nanos - nanos % 1_000_000);
  }

  @Property
  void every_double_reads_back_to_itself(@ForAll double value) {
    assertThat(Double.parseDouble(NumberText.of(value))).isEqualTo(value);
    assertThat(Double.parseDouble(NumberText.brief(value))).isEqualTo(value);
  }

  @Property
  void no_shorter_decimal_reads_back_to_a_double(
      @ForAll @LongRange(min = 1, max = 1_000_000_000_000_000L) long amount,
      @ForAll @LongRange(min = 1, max = 1_000_000L) long parts) {
    double value = (double) amount / parts;
    BigDecimal text = new BigDecimal(NumberText.of(value)).stripTrailingZeros();
    if (text.precision() > 1) {
      BigDecimal shorter = text.setScale(text.scale() - 1, RoundingMode.HALF_EVEN);
      assertThat(shorter.doubleValue()).isNotEqualTo(value);
    }
  }

  @Property
  void any_text_is_a_time_or_not_but_never_an_error(@ForAll String text) {
    long nanos = UtcText.parse(text);

    assertThat(nanos == UtcText.NO_TIME || text.length() >= 19)
        .as(text.toLowerCase(Locale.ROOT))
        .isTrue();
  }
}
