package io.mudlark.house;

import java.util.Map;

/** Types and methods beyond the budget, each with its reason. This list may only shrink. */
final class SizeExceptions {
  /** Simple name of the file to the reason. */
  static final Map<String, String> TYPES =
      Map.of(
          "DomainDecoder",
          "decoder: all state of one exporter's domain, and its saved form, in one place",
          "ExportSession",
          "one exporter's domain: its decoder, its time, its account and its saved form, in one place",
          "FlowAssembler",
          "decoder: what each field of a template becomes in a flow, in one place",
          "SequenceTracker",
          "one state machine of sequence numbers with its saved form");

  /** Simple name of the file to the reason. */
  static final Map<String, String> METHODS = Map.of();

  private SizeExceptions() {}
}
