package io.mudlark.mudscope.monitor;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Numbers in drawings: at most two decimals, never in scientific form. */
final class PlotNumber {
  private PlotNumber() {}

  static String of(double value) {
    BigDecimal rounded = BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_EVEN);
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }
}
