package io.mudlark.mudscope.evolution;

import java.math.BigDecimal;

/** Numbers as Python prints them, so that feeds of the original and ours read alike. */
public final class DecimalText {
  /** Decimal exponents at which Python goes over to the scientific form. */
  private static final int SMALLEST_PLAIN = -4;

  private static final int SMALLEST_SCIENTIFIC = 16;

  private DecimalText() {}

  /** {@code 1.0}, {@code 0.25}, {@code 1e-05}; of a finite number. */
  public static String of(double value) {
    if (!Double.isFinite(value)) {
      return Double.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
    }
    if (value == 0) {
      return 1 / value < 0 ? "-0.0" : "0.0";
    }
    BigDecimal decimal = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    int exponent = decimal.precision() - decimal.scale() - 1;
    if (exponent >= SMALLEST_PLAIN && exponent < SMALLEST_SCIENTIFIC) {
      String plain = decimal.toPlainString();
      return plain.indexOf('.') < 0 ? plain + ".0" : plain;
    }
    return scientific(decimal, exponent);
  }

  private static String scientific(BigDecimal decimal, int exponent) {
    String digits = decimal.unscaledValue().abs().toString();
    String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
    int size = Math.abs(exponent);
    return (decimal.signum() < 0 ? "-" : "")
        + digits.charAt(0)
        + fraction
        + (exponent < 0 ? "e-" : "e+")
        + (size < 10 ? "0" : "")
        + size;
  }
}
