package io.mudlark.ipfix.record;

/** How deep lists may nest (RFC 6313), and how often a record went deeper or was broken. */
public final class ListLimit {
  private final int depth;
  private long tooDeep;
  private long malformed;

  /**
   * @param depth 1 for lists without lists inside
   */
  public ListLimit(int depth) {
    this.depth = depth;
  }

  boolean allows(int level) {
    if (level <= depth) {
      return true;
    }
    tooDeep++;
    return false;
  }

  void countMalformed() {
    malformed++;
  }

  /** Lists that were left as octets because they lie too deep. */
  public long tooDeep() {
    return tooDeep;
  }

  /** Lists whose inner lengths were impossible, or whose template is unknown. */
  public long malformed() {
    return malformed;
  }
}
