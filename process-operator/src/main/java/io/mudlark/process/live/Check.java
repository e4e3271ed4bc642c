package io.mudlark.process.live;

/** The ways in which a case can be found to deviate. */
public enum Check {
  /** The activity was never seen in learning. */
  UNKNOWN_ACTIVITY,
  /** The model does not allow this step here. */
  REPLAY,
  /** The case ended before the model did. */
  INCOMPLETE,
  /** Something that must come before did not. */
  ALWAYS_BEFORE,
  /** Something that must come after did not. */
  ALWAYS_AFTER,
  /** Something else than the only allowed next step came next. */
  DIRECTLY_FOLLOWS,
  /** Two things that exclude each other. */
  NEVER_TOGETHER,
  /** Two things that should occur equally often did not. */
  EQUIVALENCE,
  /** Too often, or not often enough. */
  FREQUENCY,
  /** Too fast or too slow. */
  TEMPORAL,
  /** A client is busier on a topic than it ever was. */
  RATE
}
