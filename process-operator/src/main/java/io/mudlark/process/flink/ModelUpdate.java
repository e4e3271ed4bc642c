package io.mudlark.process.flink;

/**
 * A model that takes the place of the one before.
 *
 * @param json the model, as {@code ModelFile} writes it; empty when a new one could not be used
 * @param effectiveNanos from when on cases that begin are judged by it, nanoseconds since the Unix
 *     epoch: its event time
 */
public record ModelUpdate(String json, long effectiveNanos) {}
