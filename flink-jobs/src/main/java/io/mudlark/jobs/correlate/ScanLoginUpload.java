package io.mudlark.jobs.correlate;

import io.mudlark.alert.Alert;
import io.mudlark.alert.Severity;
import io.mudlark.mrt.TrafficKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A device is scanned, in the same or a later window somebody logs in to it or tries to, and in the
 * same or a later one it sends data out: a break-in that succeeded.
 */
public record ScanLoginUpload() implements DeviceTrend {
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
  public List<Sign> match(List<Sign> signs) {
    List<Sign> found = new ArrayList<>();
    int stage = 0;
    for (Sign sign : signs) {
      boolean used = false;
      while (stage < STAGES.size() && sign.shows(STAGES.get(stage))) {
        stage++;
        used = true;
      }
      if (used) {
        found.add(sign);
      }
    }
    return stage == STAGES.size() ? List.copyOf(found) : List.of();
  }
}
