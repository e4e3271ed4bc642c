package io.mudlark.house;

import java.util.Map;

/** Types and methods beyond the budget, each with its reason. This list may only shrink. */
final class SizeExceptions {
  /** Simple name of the file to the reason. */
  static final Map<String, String> TYPES = Map.of();

  /** Simple name of the file to the reason. */
  static final Map<String, String> METHODS = Map.of();

  private SizeExceptions() {}
}
