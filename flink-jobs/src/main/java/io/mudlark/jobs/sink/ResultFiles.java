package io.mudlark.jobs.sink;

import io.mudlark.alert.Alert;
import io.mudlark.alert.ProcessDeviation;
import io.mudlark.jobs.document.AlertDocument;
import io.mudlark.jobs.document.CharacterizationDocument;
import io.mudlark.jobs.document.DeviationDocument;
import io.mudlark.jobs.document.EvolutionDocument;
import io.mudlark.jobs.document.Line;
import io.mudlark.jobs.document.RejectedFlowDocument;
import io.mudlark.jobs.pipeline.MrtSinks;
import io.mudlark.ledger.Tally;
import io.mudlark.mrt.Characterization;
import io.mudlark.mrt.Evolution;
import io.mudlark.mrt.JudgedFlow;
import java.nio.file.Path;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.streaming.api.functions.sink.filesystem.bucketassigners.BasePathBucketAssigner;
import org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies.OnCheckpointRollingPolicy;

/**
 * Results as files: each stream into part files below {@code parts/}, which are merged into one
 * sorted file each when a bounded run has ended.
 */
public final class ResultFiles implements MrtSinks {
  static final String PARTS = "parts";
  static final String LEDGER_PARTS = "ledger";

  private final Path folder;
  private final long windowMillis;

  /**
   * @param folder where the results go
   * @param windowMillis length of the windows, by which rejected flows are ordered
   */
  public ResultFiles(Path folder, long windowMillis) {
    this.folder = folder;
    this.windowMillis = windowMillis;
  }

  @Override
  public Sink<JudgedFlow> rejected() {
    long window = windowMillis;
    return parts(ResultFile.REJECTED.stem(), flow -> RejectedFlowDocument.of(flow, window));
  }

  @Override
  public Sink<Characterization> characterizations() {
    return parts(ResultFile.CHARACTERIZATIONS.stem(), CharacterizationDocument::of);
  }

  @Override
  public Sink<Evolution> evolutions() {
    return parts(ResultFile.EVOLUTION.stem(), EvolutionDocument::of);
  }

  @Override
  public Sink<Alert> alerts() {
    return parts(ResultFile.ALERTS.stem(), AlertDocument::of);
  }

  @Override
  public Sink<ProcessDeviation> deviations() {
    return parts(ResultFile.DEVIATIONS.stem(), DeviationDocument::of);
  }

  @Override
  public Sink<Tally> ledger() {
    return parts(LEDGER_PARTS, tally -> new Line(TallyLines.key(tally), TallyLines.format(tally)));
  }

  private <T> Sink<T> parts(String name, PartWriter.Document<T> document) {
    var path = new org.apache.flink.core.fs.Path(folder.resolve(PARTS).resolve(name).toUri());
    return FileSink.forBulkFormat(path, new PartWriter.Factory<>(document))
        .withBucketAssigner(new BasePathBucketAssigner<>())
        .withRollingPolicy(OnCheckpointRollingPolicy.build())
        .build();
  }
}
