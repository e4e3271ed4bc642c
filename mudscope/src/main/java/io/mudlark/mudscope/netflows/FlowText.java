package io.mudlark.mudscope.netflows;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.function.ObjDoubleConsumer;

/** Numbers and rows of flow tables as text. */
final class FlowText {
  /** From the highest bit of {@link FlowLine#flagColumns} to the lowest. */
  static final List<FlowColumn> FLAG_COLUMNS =
      List.of(
          FlowColumn.FLG_CWR,
          FlowColumn.FLG_ECE,
          FlowColumn.FLG_URG,
          FlowColumn.FLG_ACK,
          FlowColumn.FLG_PSH,
          FlowColumn.FLG_RST,
          FlowColumn.FLG_SYN,
          FlowColumn.FLG_FIN);

  private static final int MILLIS = 3;
  private static final int MAX_NUMBER = 64;

  private FlowText() {}

  /** A decimal number, or {@code inf} as pandas writes it; NaN when the text is neither. */
  static double number(String text) {
    if (text.equals("inf") || text.equals("-inf")) {
      return text.charAt(0) == '-' ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    if (text.isEmpty() || text.length() > MAX_NUMBER) {
      return Double.NaN;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean known = (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '+';
      if (!known && c != 'e' && c != 'E') {
        return Double.NaN;
      }
    }
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  /** Appends a row with numbers of three decimals and times of milliseconds. */
  static void append(StringBuilder out, FlowLine line) {
    UtcText.append(out, line.startNanos(), MILLIS);
    UtcText.append(out.append(','), line.endNanos(), MILLIS);
    append(out, line, FlowText::fixed);
  }

  /** Appends a row with exact numbers and times. */
  static void appendExact(StringBuilder out, FlowLine line) {
    UtcText.append(out, line.startNanos(), decimals(line.startNanos()));
    UtcText.append(out.append(','), line.endNanos(), decimals(line.endNanos()));
    append(out, line, (text, value) -> text.append(',').append(NumberText.brief(value)));
  }

  private static int decimals(long nanos) {
    return nanos % 1_000_000 == 0 ? MILLIS : nanos % 1000 == 0 ? 6 : 9;
  }

  private static void append(
      StringBuilder out, FlowLine line, ObjDoubleConsumer<StringBuilder> number) {
    number.accept(out, line.durationSeconds());
    out.append(',').append(line.protocol());
    out.append(',').append(line.source());
    out.append(',').append(line.destination());
    number.accept(out, line.sourcePort());
    number.accept(out, line.destinationPort());
    number.accept(out, line.sourceAs());
    number.accept(out, line.previousAs());
    number.accept(out, line.inPackets());
    number.accept(out, line.outPackets());
    number.accept(out, line.inOctets());
    number.accept(out, line.outOctets());
    out.append(',').append(line.flags());
    out.append(',').append(line.flagBits());
    for (int bit = 0x80; bit != 0; bit >>= 1) {
      number.accept(out, (line.flagColumns() & bit) == 0 ? 0 : 1);
    }
    out.append(',').append(line.direction());
    number.accept(out, line.bitsPerSecond());
    number.accept(out, line.packetsPerSecond());
    number.accept(out, line.octetsPerPacket());
    number.accept(out, line.clientLatencyMillis());
    number.accept(out, line.serverLatencyMillis());
    number.accept(out, line.applicationLatencyMillis());
  }

  /** A comma and a number as C's {@code %.3f} writes it, which rounds the exact binary value. */
  private static void fixed(StringBuilder out, double value) {
    out.append(',');
    if (Double.isInfinite(value)) {
      out.append(value > 0 ? "inf" : "-inf");
      return;
    }
    long whole = (long) value;
    if (whole == value && Math.abs(value) < 1e15) {
      out.append(whole).append(".000");
    } else {
      out.append(new BigDecimal(value).setScale(MILLIS, RoundingMode.HALF_EVEN).toPlainString());
    }
  }
}
