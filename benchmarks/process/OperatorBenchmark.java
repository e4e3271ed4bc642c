import io.mudlark.alert.Alert;
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
import io.mudlark.process.flink.ConformanceFunction;
import io.mudlark.process.flink.ModelUpdate;
import io.mudlark.process.flink.ProcessSettings;
import io.mudlark.process.live.ConformanceModel;
import io.mudlark.process.live.ModelFile;
import io.mudlark.process.log.EventLog;
import io.mudlark.process.mqtt.FlowMapping;
import io.mudlark.process.mqtt.FlowRowReader;
import io.mudlark.process.mqtt.MqttExchange;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;

/**
 * CPU of the Flink operator per exchange with 1,000 cases open, and what a checkpoint of them
 * takes: Flink's own operator, keyed state on the heap, timers and watermarks, in Flink's harness.
 */
public final class OperatorBenchmark {
  private static final int OPEN = 1_000;
  private static final int ROUNDS = 7;
  private static final long MILLI = 1_000_000L;

  private static FlowRecord flow(MqttExchange exchange, long startNanos, int number) {
    boolean fromBroker = exchange.source().endsWith(":1883");
    IpAddress client = IpAddress.parse("10.0.0.9");
    IpAddress broker = IpAddress.parse("10.0.0.2");
    FlowKey key = new FlowKey(FlowKey.NO_VLAN, client, broker, 6, 50_000, 1883);
    MqttExchange.Message message = exchange.message();
    return new FlowRecord(
            FlowId.of("plant", key, startNanos, number),
            "plant",
            fromBroker ? key.reversed() : key,
            null,
            null,
            startNanos,
            startNanos + MILLI,
            new Counters(1, 90, 0x18, startNanos, startNanos),
            new Counters(1, 40, 0x18, startNanos + MILLI, startNanos + MILLI),
            Initiation.SYN,
            EndReason.END_DETECTED)
        .with(
            new MqttFacet(
                new ExchangeFacts(ExchangeEnd.COMPLETE, false, false, MILLI),
                new MqttControl(5, MqttControl.PUBLISH, 1, 7, false, false, 0),
                message.topic(),
                message.correlation(),
                4,
                message.sourceClient(),
                message.destinationClient()));
  }

  /** One exchange a millisecond; the events of a case lie a thousand others apart. */
  private static List<FlowRecord> spread(List<MqttExchange> exchanges) {
    Map<String, List<MqttExchange>> cases = new LinkedHashMap<>();
    for (MqttExchange exchange : exchanges) {
      if (exchange.isCaseEvent()) {
        cases.computeIfAbsent(exchange.message().correlation(), c -> new ArrayList<>()).add(exchange);
      }
    }
    List<List<MqttExchange>> all = List.copyOf(cases.values());
    List<FlowRecord> flows = new ArrayList<>();
    for (int first = 0; first < all.size(); first += OPEN) {
      List<List<MqttExchange>> open = all.subList(first, Math.min(first + OPEN, all.size()));
      int longest = open.stream().mapToInt(List::size).max().orElse(0);
      for (int i = 0; i < longest; i++) {
        for (List<MqttExchange> one : open) {
          if (i < one.size()) {
            flows.add(flow(one.get(i), 1_700_000_000_000L * MILLI + flows.size() * MILLI, flows.size()));
          }
        }
      }
    }
    return flows;
  }

  private static KeyedTwoInputStreamOperatorTestHarness<
          String, Tuple3<String, Float, FlowRecord>, ModelUpdate, Alert>
      harness(String model) throws Exception {
    ProcessSettings settings = ProcessSettings.of(model, flow -> null);
    var harness =
        new KeyedTwoInputStreamOperatorTestHarness<>(
            new CoBroadcastWithKeyedOperator<>(
                new ConformanceFunction(settings), List.of(ConformanceFunction.MODELS)),
            (Tuple3<String, Float, FlowRecord> element) -> element.f0,
            update -> "",
            Types.STRING);
    harness.open();
    harness.processWatermark2(Watermark.MAX_WATERMARK);
    return harness;
  }

  public static void main(String[] args) throws Exception {
    List<FlowRecord> flows = spread(new FlowRowReader().read(Path.of(args[0])));
    FlowMapping mapping = FlowMapping.standard(Set.of());
    List<MqttExchange> again = flows.stream().map(MqttExchange::of).toList();
    EventLog log = mapping.log(again);
    String model = ModelFile.write(ConformanceModel.learn("bench", log));
    double[] micros = new double[ROUNDS];
    long alerts = 0;
    for (int round = -3; round < ROUNDS; round++) {
      try (var harness = harness(model)) {
        long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        for (int i = 0; i < flows.size(); i++) {
          FlowRecord flow = flows.get(i);
          String key = "plant\n" + ((MqttFacet) flow.application()).correlation();
          harness.processElement1(new StreamRecord<>(Tuple3.of(key, 1f, flow)));
          if (i % 100 == 99) {
            harness.processWatermark1(new Watermark(flow.endMillis()));
          }
        }
        harness.processWatermark1(new Watermark(flows.get(flows.size() - 1).endMillis() + 60_000));
        long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
        alerts = harness.extractOutputStreamRecords().size();
        if (round >= 0) {
          micros[round] = cpu / 1e3 / flows.size();
        }
      }
    }
    Arrays.sort(micros);
    System.out.printf("flink-operator-us-per-event %.2f%n", micros[ROUNDS / 2]);
    System.out.printf("flink-operator-alerts %d%n", alerts);
    System.out.printf("flink-operator-checkpoint-bytes-per-open-case %d%n", checkpoint(model, flows));
  }

  /** The first thousand cases, all events of which have settled and none of which has ended. */
  private static long checkpoint(String model, List<FlowRecord> flows) throws Exception {
    try (var harness = harness(model)) {
      Set<String> open = new java.util.HashSet<>();
      for (FlowRecord flow : flows) {
        String key = "plant\n" + ((MqttFacet) flow.application()).correlation();
        if (!open.contains(key) && open.size() == OPEN) {
          break;
        }
        open.add(key);
        harness.processElement1(new StreamRecord<>(Tuple3.of(key, 1f, flow)));
        harness.processWatermark1(new Watermark(flow.endMillis()));
      }
      return harness.snapshot(1, 1).getStateSize() / open.size();
    }
  }
}
