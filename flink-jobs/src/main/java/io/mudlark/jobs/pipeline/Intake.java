package io.mudlark.jobs.pipeline;

import io.mudlark.stream.Observation;
import java.util.List;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Where the observations of {@link MrtPipeline} come from. */
public interface Intake {
  /**
   * Adds the sources, and all that comes before devices are looked for, to an environment.
   *
   * @return one stream or several, whose devices may be looked for in each by itself: what need not
   *     be put together is not written and read again for that
   */
  List<DataStream<Observation>> open(StreamExecutionEnvironment env);

  /** Who had which address when; empty where that is not known. */
  List<Lease> leases();

  /** Whether a site's end is told by an observation of its own, as captures do. */
  boolean tellsEnds();

  /** Whether the observations come to an end. */
  boolean isBounded();

  /** Captures, metered here. */
  static Intake captures(Source<Observation, ?, ?> source) {
    return new CapturePipeline(source);
  }
}
