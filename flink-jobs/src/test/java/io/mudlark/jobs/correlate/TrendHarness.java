package io.mudlark.jobs.correlate;

import io.mudlark.alert.Alert;
import io.mudlark.flow.flink.ModelTypes;
import io.mudlark.site.DeviceId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;

/** The steps from signs to alerts about single devices, one behind the other, without a cluster. */
final class TrendHarness implements AutoCloseable {
  private final List<Sequence> sequences;
  private final List<
          KeyedOneInputStreamOperatorTestHarness<DeviceId, Sequence.Part, Sequence.Match>>
      finders = new ArrayList<>();
  private final KeyedTwoInputStreamOperatorTestHarness<DeviceId, Sequence.Match, Sign, Alert>
      trends;
  private final List<Alert> alerts = new ArrayList<>();

  TrendHarness(AlertSettings settings, Duration longest) throws Exception {
    sequences =
        List.of(
            new ScanLoginUpload(),
            new Flood(settings.floodWindows()),
            new Beaconing(settings.beaconWindows()),
            new RejectedAfterProfileChange());
    for (Sequence sequence : sequences) {
      var finder =
          new KeyedOneInputStreamOperatorTestHarness<DeviceId, Sequence.Part, Sequence.Match>(
              new SequenceOperator(sequence, settings.within()),
              Sequence.Part::device,
              ModelTypes.DEVICE_ID);
      finder.open();
      finders.add(finder);
    }
    trends =
        new KeyedTwoInputStreamOperatorTestHarness<>(
            new KeyedCoProcessOperator<>(new DeviceTrends(settings, longest)),
            Sequence.Match::device,
            Sign::device,
            ModelTypes.DEVICE_ID);
    trends.open();
  }

  void sign(Sign sign) throws Exception {
    for (int i = 0; i < sequences.size(); i++) {
      for (int stage : sequences.get(i).stages(sign)) {
        finders.get(i).processElement(new Sequence.Part(stage, sign), sign.timeMillis() - 1);
      }
    }
    trends.processElement2(sign, sign.timeMillis() - 1);
  }

  void watermark(long millis) throws Exception {
    for (var finder : finders) {
      finder.processWatermark(millis);
      for (Sequence.Match match : finder.extractOutputValues()) {
        trends.processElement1(match, match.timeMillis() - 1);
      }
      finder.getOutput().clear();
    }
    trends.processBothWatermarks(new Watermark(millis));
    alerts.addAll(trends.extractOutputValues());
    trends.getOutput().clear();
  }

  /** What people were told so far. */
  List<Alert> alerts() {
    return List.copyOf(alerts);
  }

  /** Entries of keyed state in all steps. */
  int entries() {
    int found = finders.stream().mapToInt(finder -> finder.numKeyedStateEntries()).sum();
    return found + trends.numKeyedStateEntries();
  }

  /** Timers of event time in all steps. */
  int timers() {
    int found = finders.stream().mapToInt(finder -> finder.numEventTimeTimers()).sum();
    return found + trends.numEventTimeTimers();
  }

  @Override
  public void close() throws Exception {
    for (var finder : finders) {
      finder.close();
    }
    trends.close();
  }
}
