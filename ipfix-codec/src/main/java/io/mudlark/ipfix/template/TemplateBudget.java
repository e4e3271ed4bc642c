package io.mudlark.ipfix.template;

/** The fields that the templates of several domains may have together: a bound on memory. */
public final class TemplateBudget {
  private final long capacity;
  private long used;

  /**
   * @param capacity fields in all
   */
  public TemplateBudget(long capacity) {
    this.capacity = capacity;
  }

  /** Reserves fields, or says no and reserves none; a negative number gives back. */
  boolean take(int fields) {
    if (fields > 0 && used + fields > capacity) {
      return false;
    }
    used += fields;
    return true;
  }

  /** Fields in use. */
  public long used() {
    return used;
  }
}
