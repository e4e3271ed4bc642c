package io.mudlark.source.flink;

import java.io.Serializable;
import java.util.List;

/**
 * The captures of one observation point.
 *
 * @param site its name
 * @param files paths of captures, in any order
 */
public record CaptureInput(String site, List<String> files) implements Serializable {
  private static final long serialVersionUID = 1L;

  public CaptureInput {
    files = List.copyOf(files);
  }
}
