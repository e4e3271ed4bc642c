package io.mudlark.jobs.embedded;

import io.mudlark.jobs.config.RunPlan;
import io.mudlark.jobs.pipeline.Intake;
import io.mudlark.jobs.pipeline.MrtPipeline;
import io.mudlark.jobs.pipeline.Outlet;
import io.mudlark.jobs.sink.ResultFiles;
import io.mudlark.source.flink.CaptureSource;
import java.nio.file.Path;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Runs the pipeline over captures on a Flink cluster inside this process. */
public final class EmbeddedRun {
  private final RunPlan plan;
  private final boolean progress;

  /**
   * @param plan what to run
   * @param progress whether to show progress on standard error
   */
  public EmbeddedRun(RunPlan plan, boolean progress) {
    this.plan = plan;
    this.progress = progress;
  }

  /**
   * Runs to the end and writes all results into the plan's folder.
   *
   * @throws Exception when the job fails; what it has written so far stays in {@code parts/}
   */
  public RunSummary run() throws Exception {
    Path out = plan.out();
    ResultFolder results = new ResultFolder(out);
    results.prepare();
    StreamExecutionEnvironment env = LocalCluster.environment(plan, progress);
    long window = plan.settings().windows().length().toMillis();
    new MrtPipeline(
            plan.settings(),
            Intake.captures(new CaptureSource(plan.inputs(), plan.meter())),
            plan.connections().with(Outlet.into(new ResultFiles(out, window))))
        .assemble(env);
    env.execute("mudlark run");
    return results.finish();
  }
}
