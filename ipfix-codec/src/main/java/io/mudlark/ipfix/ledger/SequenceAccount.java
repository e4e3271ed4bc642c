package io.mudlark.ipfix.ledger;

/**
 * What the sequence numbers of one exporter and domain say. Always {@code exported = received +
 * lost + unresolved}.
 *
 * @param convention what the numbers count: records, or messages for NetFlow v9 by its standard
 * @param exported units from the first to the last that arrived, over all restarts
 * @param received units that arrived in their place or within the reorder window
 * @param lost units that never came
 * @param unresolved units that either were lost or lay in data that could not be read
 * @param duplicateUnits units that came again
 * @param duplicateMessages datagrams that came again
 * @param reordered datagrams that came behind their place and filled a gap
 * @param late units that came behind the reorder window
 * @param restarts how often the exporter began anew
 */
public record SequenceAccount(
    SequenceConvention convention,
    long exported,
    long received,
    long lost,
    long unresolved,
    long duplicateUnits,
    long duplicateMessages,
    long reordered,
    long late,
    long restarts) {
  /** An account in which nothing has happened yet. */
  public static final SequenceAccount EMPTY =
      new SequenceAccount(SequenceConvention.STANDARD, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  /** What the equation leaves unexplained: zero, or the ledger is wrong. */
  public long residual() {
    return exported - received - lost - unresolved;
  }

  /** The share of exported units that were lost, 0..1. */
  public double lossRatio() {
    return exported == 0 ? 0 : (double) lost / exported;
  }
}
