package io.mudlark.jobs.correlate;

import io.mudlark.alert.Alert;
import io.mudlark.alert.Severity;
import io.mudlark.mrt.TrafficKind;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.pattern.Pattern;

/**
 * A device is scanned, in the same or a later window somebody logs in to it or tries to, and in the
 * same or a later one it sends data out: a break-in that succeeded.
 */
public record ScanLoginUpload() implements Sequence {
  private static final List<Set<TrafficKind>> STAGES =
      List.of(
          Set.of(TrafficKind.PORT_SCAN_INBOUND),
          Set.of(TrafficKind.BRUTE_FORCE_INBOUND, TrafficKind.NEW_CLIENT),
          Set.of(TrafficKind.BULK_UPLOAD));

  @Override
  public Alert.Pattern pattern() {
    return Alert.Pattern.SCAN_LOGIN_UPLOAD;
  }

  @Override
  public Severity severity() {
    return Severity.CRITICAL;
  }

  @Override
  public String title() {
    return "scan, then login, then data out";
  }

  @Override
  public TrafficKind kind() {
    return TrafficKind.BULK_UPLOAD;
  }

  @Override
  public String meaning() {
    return "the device was scanned, then somebody logged in to it, then it sent data out";
  }

  @Override
  public Pattern<Part, ?> sequence(Duration within) {
    return Pattern.<Part>begin("scan", AfterMatchSkipStrategy.noSkip())
        .where(Sequence.is(0))
        .followedBy("login")
        .where(Sequence.is(1))
        .followedBy("upload")
        .where(Sequence.is(2))
        .within(within.plusMillis(1));
  }

  @Override
  public List<Integer> stages(Sign sign) {
    return IntStream.range(0, STAGES.size())
        .filter(stage -> sign.shows(STAGES.get(stage)))
        .boxed()
        .toList();
  }
}
