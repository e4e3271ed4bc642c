package io.mudlark.generator.attack;

/** A way to misuse a device or its network. */
public interface Attack {
  /** The label of its flows: lower-case words joined by dashes. */
  String type();

  /** Schedules its packets. */
  void launch(Engagement engagement);
}
