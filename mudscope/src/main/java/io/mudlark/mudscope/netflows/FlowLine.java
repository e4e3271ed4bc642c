package io.mudlark.mudscope.netflows;

/**
 * One row of MUDscope's flow table: a bidirectional flow in 31 columns.
 *
 * <p>Text is kept as it stands in the table, padding blanks included, because later stages of the
 * original sort by it.
 *
 * @param startNanos {@code ts}: first packet of either direction, nanoseconds since the Unix epoch
 * @param endNanos {@code te}: last packet, the same unit
 * @param durationSeconds {@code td}
 * @param protocol {@code pr}: name as nfdump writes it, {@code "TCP "}
 * @param source {@code sa}: the end whose packets are the IN packets
 * @param destination {@code da}
 * @param sourcePort {@code sp}; 0 without ports
 * @param destinationPort {@code dp}; of ICMP, type and code as a decimal number: see {@link
 *     FlowCsv}
 * @param sourceAs {@code sas}: always 0 from captures
 * @param previousAs {@code pas}: always 0 from captures
 * @param inPackets {@code ipkt}: packets from source to destination
 * @param outPackets {@code opkt}: packets from destination to source
 * @param inOctets {@code ibyt}
 * @param outOctets {@code obyt}
 * @param flags {@code flg}: TCP flags of both directions, {@code "...AP..."}
 * @param flagBits {@code flgs_int}: the same as a number, CWR 128 to FIN 1
 * @param flagColumns {@code flg_cwr} to {@code flg_fin} as bits of the same weights; in tables of
 *     the original they may differ from {@code flagBits}
 * @param direction {@code dir}: always {@code " I"}
 * @param bitsPerSecond {@code bps}, of the IN direction
 * @param packetsPerSecond {@code pps}, of the IN direction
 * @param octetsPerPacket {@code bpp}, of the IN direction
 * @param clientLatencyMillis {@code cl}
 * @param serverLatencyMillis {@code sl}
 * @param applicationLatencyMillis {@code al}
 */
public record FlowLine(
    long startNanos,
    long endNanos,
    double durationSeconds,
    String protocol,
    String source,
    String destination,
    double sourcePort,
    double destinationPort,
    double sourceAs,
    double previousAs,
    double inPackets,
    double outPackets,
    double inOctets,
    double outOctets,
    String flags,
    int flagBits,
    int flagColumns,
    String direction,
    double bitsPerSecond,
    double packetsPerSecond,
    double octetsPerPacket,
    double clientLatencyMillis,
    double serverLatencyMillis,
    double applicationLatencyMillis) {
  private static final long NANOS_PER_MICRO = 1000;

  /** The same line with other {@link #flagColumns}. */
  public FlowLine withFlagColumns(int bits) {
    return new FlowLine(
        startNanos,
        endNanos,
        durationSeconds,
        protocol,
        source,
        destination,
        sourcePort,
        destinationPort,
        sourceAs,
        previousAs,
        inPackets,
        outPackets,
        inOctets,
        outOctets,
        flags,
        flagBits,
        bits,
        direction,
        bitsPerSecond,
        packetsPerSecond,
        octetsPerPacket,
        clientLatencyMillis,
        serverLatencyMillis,
        applicationLatencyMillis);
  }

  /** {@code ts} as seconds since the Unix epoch, the double nearest to its microseconds. */
  public double startSeconds() {
    return seconds(startNanos);
  }

  /** {@code te} as seconds since the Unix epoch, the double nearest to its microseconds. */
  public double endSeconds() {
    return seconds(endNanos);
  }

  private static double seconds(long nanos) {
    // Microseconds of any year up to 2255 are exact in a double, so that only the division rounds.
    return Math.floorDiv(nanos, NANOS_PER_MICRO) / 1e6;
  }
}
