package io.mudlark.process.flink;

import io.mudlark.flow.FlowRecord;
import io.mudlark.process.mqtt.FlowMapping;
import java.io.Serializable;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What process conformance is told.
 *
 * @param model the model at the beginning, as {@code ModelFile} writes it
 * @param brokers {@code address:port} of MQTT brokers; empty for whoever has port 1883 or 8883
 * @param idle silence after which a case is over, event time
 * @param settle how long after its begin an exchange waits for others that began before it
 * @param owners finds the device that sent a flow
 * @param later where later models come from; null when the model stays
 */
public record ProcessSettings(
    String model,
    Set<String> brokers,
    Duration idle,
    Duration settle,
    Owners owners,
    @Nullable ModelFileSource later)
    implements Serializable {
  /** Half a minute of silence ends a case; exchanges wait for a second. */
  public static final Duration IDLE = Duration.ofSeconds(30);

  public static final Duration SETTLE = Duration.ofSeconds(1);

  public ProcessSettings {
    brokers = new TreeSet<>(brokers);
    if (idle.isNegative() || idle.isZero() || settle.isNegative()) {
      throw new IllegalArgumentException("a case needs some silence to end: " + idle);
    }
  }

  /** The usual waiting times. */
  public static ProcessSettings of(String model, Owners owners) {
    return new ProcessSettings(model, Set.of(), IDLE, SETTLE, owners, null);
  }

  /** The same, with models that come later. */
  public ProcessSettings with(ModelFileSource models) {
    return new ProcessSettings(model, brokers, idle, settle, owners, models);
  }

  /** When an exchange, and all that began before it, has settled: milliseconds of event time. */
  long dueMillis(FlowRecord flow) {
    long settled = flow.startNanos() + settle.toNanos();
    return -Math.floorDiv(-Math.max(flow.endNanos(), settled), 1_000_000L);
  }

  FlowMapping mapping() {
    return FlowMapping.standard(brokers);
  }
}
