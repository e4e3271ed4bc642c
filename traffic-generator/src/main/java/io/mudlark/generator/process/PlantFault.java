package io.mudlark.generator.process;

/** What can be wrong with a case of the plant. */
public enum PlantFault {
  /** A command that is due is never given, so its answer is missing too. */
  OMITTED_STEP("process-omitted-step"),
  /** An actuator answers before it was told. */
  SWAPPED_STEPS("process-swapped-steps"),
  /** A command is given, and answered, three times. */
  REPEATED_STEP("process-repeated-step"),
  /** A command comes six to twenty seconds late. */
  DELAYED_STEP("process-delayed-step"),
  /** A valid command, with its answer, that nothing has led to. */
  INJECTED_STEP("process-injected-step"),
  /** A message is also delivered to somebody who never got it before. */
  SIDE_CHANNEL("side-channel"),
  /** A sensor publishes what it may publish, hundreds of times. */
  FLOOD("flood");

  private final String text;

  PlantFault(String text) {
    this.text = text;
  }

  /** Its label in the truth. */
  public String text() {
    return text;
  }
}
