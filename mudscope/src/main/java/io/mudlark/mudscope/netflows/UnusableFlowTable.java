package io.mudlark.mudscope.netflows;

import java.io.IOException;
import java.nio.file.Path;

/** Thrown for a flow table that cannot be read; the message names file, line and column. */
public final class UnusableFlowTable extends IOException {
  private static final long serialVersionUID = 1L;

  UnusableFlowTable(Path file, String problem) {
    super(file + ": " + problem);
  }

  UnusableFlowTable(Path file, long line, String problem) {
    super(file + ": line " + line + ": " + problem);
  }
}
