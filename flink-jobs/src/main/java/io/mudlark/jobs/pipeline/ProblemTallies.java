package io.mudlark.jobs.pipeline;

import io.mudlark.ledger.Tally;
import io.mudlark.mud.flink.EnforcementProblem;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells people what enforcement could not do, one line each, and makes the ledger's lines of it.
 *
 * <p>After {@value #MAX_LINES} lines a worker only counts.
 */
final class ProblemTallies implements FlatMapFunction<EnforcementProblem, Tally> {
  private static final long serialVersionUID = 1L;

  static final int MAX_LINES = 100;

  private static final Logger PROBLEMS = LoggerFactory.getLogger("io.mudlark.problems");

  private int lines;

  @Override
  public void flatMap(EnforcementProblem problem, Collector<Tally> out) {
    if (!problem.text().isEmpty()) {
      tell(problem.text());
    }
    if (!problem.site().isEmpty()) {
      out.collect(new Tally(problem.site(), Tally.Book.NOTES, problem.note(), problem.count(), 0));
    }
  }

  private void tell(String line) {
    lines = Math.min(lines + 1, MAX_LINES + 2);
    if (lines <= MAX_LINES) {
      PROBLEMS.warn("{}", line);
    } else if (lines == MAX_LINES + 1) {
      PROBLEMS.warn("further problems of this kind are counted in the ledger only");
    }
  }
}
