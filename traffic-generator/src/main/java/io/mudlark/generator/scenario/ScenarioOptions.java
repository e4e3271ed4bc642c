package io.mudlark.generator.scenario;

import io.mudlark.generator.network.Impairment;
import java.time.Duration;

/**
 * How a scenario is to be written.
 *
 * @param format the kind of capture file
 * @param attacks false leaves all attacks out: traffic to learn from
 * @param duration how much of it, at most what the scenario has
 * @param impairment what goes wrong at the taps
 */
public record ScenarioOptions(
    CaptureFormat format, boolean attacks, Duration duration, Impairment impairment) {
  /** The kinds of capture file. */
  public enum CaptureFormat {
    PCAPNG("pcapng"),
    PCAP_MICROSECONDS("pcap"),
    PCAP_NANOSECONDS("pcap");

    private final String suffix;

    CaptureFormat(String suffix) {
      this.suffix = suffix;
    }

    String suffix() {
      return suffix;
    }
  }

  public ScenarioOptions {
    if (duration.isNegative() || duration.isZero()) {
      throw new IllegalArgumentException("a scenario lasts for some time, not " + duration);
    }
  }

  /** All of it, as pcapng, by taps that miss nothing. */
  public static ScenarioOptions defaults() {
    return new ScenarioOptions(CaptureFormat.PCAPNG, true, Duration.ofDays(365), Impairment.NONE);
  }

  public ScenarioOptions withFormat(CaptureFormat other) {
    return new ScenarioOptions(other, attacks, duration, impairment);
  }

  public ScenarioOptions withAttacks(boolean others) {
    return new ScenarioOptions(format, others, duration, impairment);
  }

  public ScenarioOptions withDuration(Duration other) {
    return new ScenarioOptions(format, attacks, other, impairment);
  }

  public ScenarioOptions withImpairment(Impairment other) {
    return new ScenarioOptions(format, attacks, duration, other);
  }
}
