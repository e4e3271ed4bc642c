package io.mudlark.flow;

/** The TCP control bits (tcpControlBits of RFC 7012) and their eight-letter text. */
public final class TcpFlags {
  public static final int FIN = 0x01;
  public static final int SYN = 0x02;
  public static final int RST = 0x04;
  public static final int PSH = 0x08;
  public static final int ACK = 0x10;
  public static final int URG = 0x20;
  public static final int ECE = 0x40;
  public static final int CWR = 0x80;

  private static final String LETTERS = "CEUAPRSF";

  private TcpFlags() {}

  /** {@code ......S.} for a bare SYN; bits in the order CWR ECE URG ACK PSH RST SYN FIN. */
  public static String format(int flags) {
    StringBuilder text = new StringBuilder(8);
    for (int i = 0; i < 8; i++) {
      text.append((flags & 0x80 >>> i) != 0 ? LETTERS.charAt(i) : '.');
    }
    return text.toString();
  }
}
