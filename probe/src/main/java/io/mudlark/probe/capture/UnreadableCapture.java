package io.mudlark.probe.capture;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Thrown when no packet of a file can be read, because it is missing or not a capture. */
public final class UnreadableCapture extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient InputProblem problem;

  public UnreadableCapture(InputProblem problem) {
    super(problem.toString());
    this.problem = problem;
  }

  private UnreadableCapture(InputProblem problem, IOException cause) {
    super(problem.toString(), cause);
    this.problem = problem;
  }

  /** For a file whose reading failed for a reason outside of its content. */
  public static UnreadableCapture of(Path path, IOException cause) {
    return new UnreadableCapture(new InputProblem(path.toString(), -1, reason(cause)), cause);
  }

  /** What the JDK says by the type of an exception alone, in words. */
  private static String reason(IOException cause) {
    if (cause instanceof NoSuchFileException) {
      return "no such file";
    }
    if (cause instanceof AccessDeniedException) {
      return "cannot be read: permission denied";
    }
    String detail = cause.getMessage() == null ? "" : ": " + cause.getMessage();
    return "cannot be read: " + cause.getClass().getSimpleName() + detail;
  }

  public InputProblem problem() {
    return problem;
  }
}
