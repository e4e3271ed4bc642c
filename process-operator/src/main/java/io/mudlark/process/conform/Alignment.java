package io.mudlark.process.conform;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The cheapest way to explain a case by a model: which events the model follows, which it has to
 * skip, and which steps the case left out.
 *
 * @param status whether there is one
 * @param cost {@link #DEVIATION} for each event or step without a counterpart, 1 for each silent
 *     transition; meaningless unless computed
 * @param moves in order; empty unless computed
 */
public record Alignment(Status status, long cost, List<Move> moves) {
  /** The cost of an event the model cannot follow, or of a step that was left out. */
  public static final long DEVIATION = 10_000;

  public Alignment {
    moves = List.copyOf(moves);
  }

  /** Whether an alignment was found, and if not, why not. */
  public enum Status {
    COMPUTED,
    /** The model cannot reach its final marking at all. */
    FINAL_MARKING_UNREACHABLE,
    /** The search was given up at its limit of expanded states. */
    NOT_COMPUTED
  }

  /** How an event and a step relate. */
  public enum Kind {
    SYNCHRONOUS,
    /** The event has no counterpart in the model. */
    LOG_ONLY,
    /** A step of the model that was left out. */
    MODEL_ONLY,
    /** A silent step of the model. */
    SILENT
  }

  /**
   * One step of an alignment.
   *
   * @param kind how event and step relate
   * @param activity the event's or step's activity; null when silent
   */
  public record Move(Kind kind, @Nullable String activity) {}

  public boolean isComputed() {
    return status == Status.COMPUTED;
  }

  /** How many events and steps have no counterpart. */
  public long deviations() {
    return cost / DEVIATION;
  }

  static Alignment failed(Status status) {
    return new Alignment(status, 0, List.of());
  }
}
