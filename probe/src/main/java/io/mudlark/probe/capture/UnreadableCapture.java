package io.mudlark.probe.capture;

import java.io.IOException;
import java.nio.file.Path;

/** Thrown when no packet of a file can be read, because it is missing or not a capture. */
public final class UnreadableCapture extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient InputProblem problem;

  UnreadableCapture(InputProblem problem) {
    super(problem.toString());
    this.problem = problem;
  }

  private UnreadableCapture(InputProblem problem, IOException cause) {
    super(problem.toString(), cause);
    this.problem = problem;
  }

  /** For a file whose reading failed for a reason outside of its content. */
  public static UnreadableCapture of(Path path, IOException cause) {
    String detail = cause.getMessage() == null ? "" : ": " + cause.getMessage();
    String message = "cannot be read: " + cause.getClass().getSimpleName() + detail;
    return new UnreadableCapture(new InputProblem(path.toString(), 0, message), cause);
  }

  public InputProblem problem() {
    return problem;
  }
}
