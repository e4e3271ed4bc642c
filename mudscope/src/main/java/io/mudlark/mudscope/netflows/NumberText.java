package io.mudlark.mudscope.netflows;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Doubles as the shortest decimal that reads back to the same value, as Python and pandas do. */
public final class NumberText {
  private static final double EXACT_WHOLE = 1e15;
  private static final int FEWEST_DIGITS = 15;
  private static final int MOST_DIGITS = 17;

  private NumberText() {}

  /** Always with a decimal point: {@code 2.0}, {@code 149.563}; infinities as {@code inf}. */
  public static String of(double value) {
    if (value == Math.rint(value) && Math.abs(value) < EXACT_WHOLE) {
      return (long) value + ".0";
    }
    if (Double.isNaN(value)) {
      return "nan";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    String text = shortest(value).toPlainString();
    return text.indexOf('.') < 0 ? text + ".0" : text;
  }

  /** The same, but whole numbers without a point: {@code 2}. */
  public static String brief(double value) {
    String text = of(value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  private static BigDecimal shortest(double value) {
    BigDecimal exact = new BigDecimal(value);
    for (int digits = FEWEST_DIGITS; digits < MOST_DIGITS; digits++) {
      BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
      if (rounded.doubleValue() == value) {
        return rounded.stripTrailingZeros();
      }
    }
    return exact.round(new MathContext(MOST_DIGITS, RoundingMode.HALF_EVEN));
  }
}
