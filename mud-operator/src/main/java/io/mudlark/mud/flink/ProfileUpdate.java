package io.mudlark.mud.flink;

/**
 * A new version of a MUD file that takes effect at a time.
 *
 * @param mudUrl the MUD URL of the devices concerned
 * @param json the file's text
 * @param effectiveNanos from when on flows that start are judged by it, nanoseconds since the Unix
 *     epoch: its event time
 */
public record ProfileUpdate(String mudUrl, String json, long effectiveNanos) {}
