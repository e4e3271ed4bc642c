package io.mudlark.process.flink;

import io.mudlark.flow.flink.ModelTypes;
import io.mudlark.flow.flink.UnsplitSource;
import java.time.Clock;
import java.time.Duration;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;

/**
 * An unbounded Flink source of the models that a file holds one after the other: first the one that
 * is there, then each that takes its place, effective from when it was seen. For runs that listen;
 * takes a parallelism of one. It keeps nothing in state: after a restart it tells of the file anew,
 * and the operators know what they had.
 */
public final class ModelFileSource extends UnsplitSource<ModelUpdate> {
  private static final long serialVersionUID = 1L;

  /** How often the file is looked at. */
  public static final Duration EVERY = Duration.ofSeconds(2);

  private final String file;
  private final Duration every;

  @SuppressWarnings("serial") // the clocks of the JDK, and those of tests, are serializable
  private final Clock clock;

  /**
   * @param file holds the model
   * @param every how often it is looked at
   * @param clock says from when on a model holds; must be serializable, as the JDK's are
   */
  public ModelFileSource(String file, Duration every, Clock clock) {
    this.file = file;
    this.every = every;
    this.clock = clock;
  }

  @Override
  public SourceReader<ModelUpdate, NoSplit> createReader(SourceReaderContext context) {
    return new ModelFileReader(file, every, clock);
  }

  @Override
  public TypeInformation<ModelUpdate> getProducedType() {
    return ModelTypes.immutable(ModelUpdate.class);
  }
}
