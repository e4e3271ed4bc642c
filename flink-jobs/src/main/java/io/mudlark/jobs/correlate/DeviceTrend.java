package io.mudlark.jobs.correlate;

import io.mudlark.alert.Alert;
import io.mudlark.alert.Severity;
import io.mudlark.mrt.TrafficKind;
import java.io.Serializable;
import java.util.List;
import java.util.Set;

/** A pattern over what is noticed of one device, as a value. */
public interface DeviceTrend extends Serializable {
  /** Its name. */
  Alert.Pattern pattern();

  /** How urgent it is. */
  Severity severity();

  /** What it is, for a title. */
  String title();

  /** The kind of traffic that it is most about; OTHER when it is about no single one. */
  TrafficKind kind();

  /** Kinds of traffic whose episodes say the same as it: people need not be told of both. */
  default Set<TrafficKind> saidByEpisodesOf() {
    return Set.of();
  }

  /** What it means, one sentence. */
  String meaning();

  /**
   * The signs that make it up; empty when it is not there.
   *
   * @param signs what was noticed within the time that the pattern may take and was not told of
   *     before, in the order of time
   * @param matches sequences that have just been found
   */
  List<Sign> match(List<Sign> signs, List<Sequence.Match> matches);
}
