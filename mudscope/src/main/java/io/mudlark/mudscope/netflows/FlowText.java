package io.mudlark.mudscope.netflows;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

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
    fixed(out, line.durationSeconds());
    out.append(',').append(line.protocol());
    out.append(',').append(line.source());
    out.append(',').append(line.destination());
    fixed(out, line.sourcePort());
    fixed(out, line.destinationPort());
    fixed(out, line.sourceAs());
    fixed(out, line.previousAs());
    fixed(out, line.inPackets());
    fixed(out, line.outPackets());
    fixed(out, line.inOctets());
    fixed(out, line.outOctets());
    out.append(',').append(line.flags());
    out.append(',').append(line.flagBits());
    for (int bit = 0x80; bit != 0; bit >>= 1) {
      out.append((line.flagColumns() & bit) != 0 ? ",1.000" : ",0.000");
    }
    out.append(',').append(line.direction());
    fixed(out, line.bitsPerSecond());
    fixed(out, line.packetsPerSecond());
    fixed(out, line.octetsPerPacket());
    fixed(out, line.clientLatencyMillis());
    fixed(out, line.serverLatencyMillis());
    fixed(out, line.applicationLatencyMillis());
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
