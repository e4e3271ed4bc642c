package io.mudlark.cluster.feature;

/**
 * A fixed number for a service port, the same in every window and at every site.
 *
 * <p>MUDscope numbers the ports of a window by rank, so that the same port is another number in the
 * next window and a scan is a line of a thousand points. Here the code is {@code 5 * class + octave
 * / 4}: the class (0 without ports, 1 well-known, 2 registered, 3 dynamic; RFC 6335 section 6)
 * keeps the three ranges apart, the octave ({@code floor(log2(port))}, 0 to 15) tells ports of a
 * class apart roughly. A scan over all ports of a class is then at most ten points, a quarter
 * apart.
 */
public final class PortCode {
  private static final int REGISTERED = 1024;
  private static final int DYNAMIC = 49_152;
  private static final double CLASS_STEP = 5;
  private static final double OCTAVE_STEP = 0.25;

  private PortCode() {}

  /** The code of a port 0 ... 65535; 0 stands for "the protocol has no ports". */
  public static double of(int port) {
    if (port <= 0) {
      return 0;
    }
    int octave = 31 - Integer.numberOfLeadingZeros(port);
    return CLASS_STEP * rangeOf(port) + OCTAVE_STEP * octave;
  }

  /** 0 without ports, 1 well-known, 2 registered, 3 dynamic. */
  public static int rangeOf(int port) {
    if (port <= 0) {
      return 0;
    }
    return port < REGISTERED ? 1 : port < DYNAMIC ? 2 : 3;
  }
}
