package io.mudlark.generator.truth;

/** What can be wrong with a process whose every message, taken alone, is an ordinary one. */
public enum ProcessFault {
  /** A step that is due never happens. */
  OMITTED_STEP("process-omitted-step"),
  /** A step happens before the one it should follow. */
  SWAPPED_STEPS("process-swapped-steps"),
  /** A step happens three times. */
  REPEATED_STEP("process-repeated-step"),
  /** A step happens seconds later than it ever does. */
  DELAYED_STEP("process-delayed-step"),
  /** A step happens that nothing has led to. */
  INJECTED_STEP("process-injected-step");

  private final String text;

  ProcessFault(String text) {
    this.text = text;
  }

  /** Its label in the truth. */
  public String text() {
    return text;
  }
}
