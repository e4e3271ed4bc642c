package io.mudlark.source.flink;

import java.io.Serializable;

/**
 * A file of recorded exports.
 *
 * @param site observation point of its exporters
 * @param file its path
 */
public record ExportFile(String site, String file) implements Serializable {
  private static final long serialVersionUID = 1L;
}
