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
          "one exporter's domain: its decoder, its time, its account and its saved form, in one"
              + " place",
          "FlowAssembler",
          "decoder: what each field of a template becomes in a flow, in one place",
          "SequenceTracker",
          "one state machine of sequence numbers with its saved form");

  /** Simple name of the file to the reason. */
  static final Map<String, String> METHODS = Map.of();

  /** Packages with more types than most, and how many they may have at most. */
  static final Map<String, Integer> PACKAGES =
      Map.ofEntries(
          Map.entry("io.mudlark.jobs.cli", 64), // a class for each command and group of options
          Map.entry("io.mudlark.source.flink", 32), // a source is a handful of types to Flink
          Map.entry("io.mudlark.jobs.config", 32), // a reader for each kind of input file
          Map.entry("io.mudlark.jobs.pipeline", 32), // the job's page and the steps only it has
          Map.entry("io.mudlark.jobs.correlate", 32), // a pattern is a file
          Map.entry("io.mudlark.flow.flink", 30), // a codec for each type of the model
          Map.entry("io.mudlark.generator.attack", 30), // an attack is a file
          Map.entry("io.mudlark.jobs.evaluate", 30),
          Map.entry("io.mudlark.ipfix.record", 28), // a type for each kind of value
          Map.entry("io.mudlark.mrt", 28), // the words of the telescope
          Map.entry("io.mudlark.jobs.collect", 25));

  private SizeExceptions() {}
}
