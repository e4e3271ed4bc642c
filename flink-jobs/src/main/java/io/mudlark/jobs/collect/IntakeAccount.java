package io.mudlark.jobs.collect;

/**
 * What became of the messages of a receiver.
 *
 * @param datagrams messages received
 * @param records data records in them
 * @param options options records in them: what exporters say of themselves
 * @param leftOut records that MISSION's collector has no document for ({@code --compat mission})
 * @param notExports messages that are no IPFIX and no NetFlow
 * @param malformed messages that break off or lie about their lengths
 * @param undecodable sets of data without a template
 * @param lost records that exporters numbered and nobody received (IPFIX)
 * @param problems lines said or only counted
 * @param failed messages at which the program itself failed
 */
public record IntakeAccount(
    long datagrams,
    long records,
    long options,
    long leftOut,
    long notExports,
    long malformed,
    long undecodable,
    long lost,
    long problems,
    long failed) {
  static final IntakeAccount NOTHING = new IntakeAccount(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  /** The sums. */
  public IntakeAccount plus(IntakeAccount other) {
    return new IntakeAccount(
        datagrams + other.datagrams,
        records + other.records,
        options + other.options,
        leftOut + other.leftOut,
        notExports + other.notExports,
        malformed + other.malformed,
        undecodable + other.undecodable,
        lost + other.lost,
        problems + other.problems,
        failed + other.failed);
  }

  /** Whether some input could not be used. */
  public boolean hasProblems() {
    return notExports + malformed + undecodable + failed > 0;
  }
}
