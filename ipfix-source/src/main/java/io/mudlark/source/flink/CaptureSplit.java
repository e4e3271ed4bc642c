package io.mudlark.source.flink;

import java.util.List;
import org.apache.flink.api.connector.source.SourceSplit;

/**
 * One observation point's captures and how far they have been read.
 *
 * @param site the observation point
 * @param files paths of its captures; their order means nothing
 * @param emitted how many observations have left the reader: on restore the captures are read again
 *     from the start and so many are suppressed
 */
public record CaptureSplit(String site, List<String> files, long emitted) implements SourceSplit {
  public CaptureSplit {
    files = List.copyOf(files);
  }

  @Override
  public String splitId() {
    return site;
  }

  CaptureSplit after(long nowEmitted) {
    return new CaptureSplit(site, files, nowEmitted);
  }
}
