package io.mudlark.process.flink;

import io.mudlark.flow.Counters;
import io.mudlark.flow.EndReason;
import io.mudlark.flow.FlowId;
import io.mudlark.flow.FlowKey;
import io.mudlark.flow.FlowRecord;
import io.mudlark.flow.Initiation;
import io.mudlark.flow.IpAddress;
import io.mudlark.flow.application.ExchangeEnd;
import io.mudlark.flow.application.ExchangeFacts;
import io.mudlark.flow.application.MqttControl;
import io.mudlark.flow.application.MqttFacet;
import io.mudlark.process.infer.LinkGraph;
import io.mudlark.process.infer.LinkLearner;
import io.mudlark.process.infer.Step;
import io.mudlark.process.live.ConformanceModel;
import io.mudlark.process.live.ModelFile;
import io.mudlark.process.live.RateTracker;
import io.mudlark.process.live.Rates;
import io.mudlark.process.log.EventLog;
import io.mudlark.process.log.LogEvent;
import io.mudlark.process.log.Trace;
import java.util.ArrayList;
import java.util.List;

/** A broker "MQTT Broker", a sensor that reports, an actuator that is told and answers. */
final class Exchanges {
  static final long SECOND = 1_000_000_000L;
  static final String REPORT = "sensor \u2192 t/report \u2192 MQTT Broker";
  static final String ORDER = "MQTT Broker \u2192 t/order \u2192 valve";
  static final String ANSWER = "valve \u2192 t/answer \u2192 MQTT Broker";

  private Exchanges() {}

  static FlowRecord report(String caseId, double second) {
    return exchange("sensor", "t/report", "", caseId, second);
  }

  static FlowRecord order(String caseId, double second) {
    return exchange("", "t/order", "valve", caseId, second);
  }

  static FlowRecord answer(String caseId, double second) {
    return exchange("valve", "t/answer", "", caseId, second);
  }

  static FlowRecord exchange(
      String source, String topic, String destination, String caseId, double second) {
    IpAddress broker = IpAddress.parse("10.0.0.2");
    String client = source.isEmpty() ? destination : source;
    IpAddress address = IpAddress.parse("10.0.0." + (10 + client.length()));
    FlowKey outward = new FlowKey(FlowKey.NO_VLAN, address, broker, 6, 50_000, 1883);
    FlowKey key = source.isEmpty() ? outward.reversed() : outward;
    long start = Math.round(second * SECOND);
    long end = start + 2_000_000;
    return new FlowRecord(
            FlowId.of("plant", key, start, topic.hashCode()),
            "plant",
            key,
            null,
            null,
            start,
            end,
            new Counters(1, 90, 0x18, start, start),
            new Counters(1, 40, 0x18, end, end),
            Initiation.SYN,
            EndReason.END_DETECTED)
        .with(
            new MqttFacet(
                new ExchangeFacts(ExchangeEnd.COMPLETE, false, false, end - start),
                new MqttControl(5, MqttControl.PUBLISH, 1, 7, false, false, 0),
                topic,
                caseId,
                4,
                source,
                destination));
  }

  /** The same model with the links report, order, answer, to infer cases by. */
  static String linkedModel(String version) throws java.io.IOException {
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      long at = i * 7L * SECOND + i % 5 * SECOND;
      steps.add(new Step("r" + i, REPORT, "sensor", "MQTT Broker", at));
      steps.add(new Step("o" + i, ORDER, "MQTT Broker", "valve", at + SECOND / 2));
      steps.add(new Step("a" + i, ANSWER, "valve", "MQTT Broker", at + SECOND));
    }
    ConformanceModel plain = ModelFile.read(model(version), "model");
    return ModelFile.write(plain.with(plain.rates(), LinkLearner.learn(steps)));
  }

  /** The same model of a sensor that reports twice as often. */
  static String busyModel(String version) throws java.io.IOException {
    ConformanceModel plain = ModelFile.read(model(version), "model");
    RateTracker rates = Rates.NONE.tracker();
    for (int i = 0; i < 20; i++) {
      rates.learn(Rates.key("sensor", "t/report"), i);
    }
    return ModelFile.write(plain.with(Rates.NONE.learned(rates), LinkGraph.NONE));
  }

  /** A model of cases report, order, answer, half a second apart. */
  static String model(String version) {
    List<Trace> traces = new ArrayList<>();
    RateTracker rates = Rates.NONE.tracker();
    for (int i = 0; i < 30; i++) {
      long at = i * SECOND;
      traces.add(
          new Trace(
              "case" + i,
              List.of(
                  LogEvent.at(REPORT, at),
                  LogEvent.at(ORDER, at + SECOND / 2 + i * 1_000_000L),
                  LogEvent.at(ANSWER, at + SECOND + i * 2_000_000L))));
      rates.learn(Rates.key("sensor", "t/report"), at);
    }
    ConformanceModel model = ConformanceModel.learn(version, new EventLog(traces));
    return ModelFile.write(model.with(Rates.NONE.learned(rates), LinkGraph.NONE));
  }
}
