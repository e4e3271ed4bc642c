package io.mudlark.source.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudlark.flow.ExportOrigin;
import io.mudlark.flow.FlowRecord;
import io.mudlark.flow.application.ExchangeEnd;
import io.mudlark.flow.application.MqttFacet;
import io.mudlark.flow.flink.UnsplitSource;
import io.mudlark.ledger.Tally;
import io.mudlark.source.session.ReceiveWindow;
import io.mudlark.stream.Observation;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.runtime.metrics.groups.InternalSourceReaderMetricGroup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against mosquitto. */
class MqttBrokerSourceTest {
  @TempDir Path folder;

  @Test
  void yields_what_a_subscriber_can_see() throws Exception {
    try (Mosquitto mosquitto = Mosquitto.start(folder)) {
      MqttBroker broker = MqttBroker.parse(mosquitto.url() + "?topic=plant/#&site=north");
      Collected output = new Collected();
      SourceReader<Observation, UnsplitSource.NoSplit> reader = reader(broker, 0);
      reader.start();
      try {
        awaitSubscription(mosquitto, reader, output);
        output.flows.clear();
        mosquitto.publish(
            "",
            "-t",
            "plant/a",
            "-q",
            "2",
            "-m",
            "hello",
            "-D",
            "PUBLISH",
            "correlation-data",
            "case-7");
        mosquitto.publish("", "-t", "elsewhere", "-m", "not subscribed");
        mosquitto.publish("", "-t", "plant/b", "-q", "0", "-n");
        await(reader, output, () -> output.flows.size() >= 2);
      } finally {
        reader.close();
      }
      assertThat(output.flows).hasSize(2);
      FlowRecord first = output.flows.get(0);
      MqttFacet facet = (MqttFacet) first.application();
      assertThat(facet.topic()).isEqualTo("plant/a");
      assertThat(facet.correlation()).isEqualTo("case-7");
      assertThat(facet.payloadOctets()).isEqualTo(5);
      assertThat(facet.control().qos()).isEqualTo(2);
      assertThat(facet.control().type()).isEqualTo(3);
      assertThat(facet.sourceClient()).isEmpty();
      assertThat(facet.exchange().end()).isEqualTo(ExchangeEnd.COMPLETE);
      assertThat(facet.exchange().midStream()).isTrue();
      assertThat(first.isInsideMeteredFlow()).isFalse();
      assertThat(first.observationPoint()).isEqualTo("north");
      assertThat(first.origin()).isEqualTo(new ExportOrigin("mqtt:127.0.0.1", 0, 1));
      assertThat(first.key().source()).hasToString("127.0.0.1");
      MqttFacet second = (MqttFacet) output.flows.get(1).application();
      assertThat(second.topic()).isEqualTo("plant/b");
      assertThat(second.payloadOctets()).isZero();
      assertThat(second.correlation()).isEmpty();
      assertThat(first.id()).isNotEqualTo(output.flows.get(1).id());
      long metered =
          output.tallies.stream()
              .filter(tally -> tally.book() == Tally.Book.PACKETS)
              .mapToLong(Tally::packets)
              .sum();
      assertThat(metered).as("one packet a flow").isEqualTo(output.total);
      assertThat(output.late).as("flows behind their own watermark").isZero();
      assertThat(output.watermark).isGreaterThan(Long.MIN_VALUE);
    }
  }

  @Test
  void comes_back_with_the_broker() throws Exception {
    try (Mosquitto mosquitto = Mosquitto.start(folder)) {
      Collected output = new Collected();
      SourceReader<Observation, UnsplitSource.NoSplit> reader =
          reader(MqttBroker.parse(mosquitto.url()), 0);
      reader.start();
      try {
        awaitSubscription(mosquitto, reader, output);
        mosquitto.stop();
        mosquitto.run();
        output.flows.clear();
        awaitSubscription(mosquitto, reader, output);
        assertThat(output.flows).isNotEmpty();
      } finally {
        reader.close();
      }
    }
  }

  @Test
  void counts_what_it_had_no_room_for() throws Exception {
    try (Mosquitto mosquitto = Mosquitto.start(folder)) {
      Collected output = new Collected();
      MqttSubscription subscription =
          new MqttSubscription(MqttBroker.parse(mosquitto.url()), Clock.systemUTC());
      MqttBrokerReader reader =
          new MqttBrokerReader(context(0), subscription, ReceiveWindow.LIVE, Clock.systemUTC());
      reader.start();
      try {
        awaitSubscription(mosquitto, reader, output);
        long before = subscription.received();
        mosquitto.publish("x\n".repeat(10_500), "-t", "flood", "-q", "1", "-l");
        waitFor(() -> subscription.received() - before >= 10_500);
        assertThat(subscription.dropped()).isEqualTo(500);
        output.flows.clear();
        await(reader, output, () -> output.flows.size() >= 10_000);
      } finally {
        reader.close();
      }
      assertThat(output.flows).hasSize(10_000);
      assertThat(output.tallies)
          .contains(new Tally("mqtt:127.0.0.1", Tally.Book.NOTES, "mqtt-messages-dropped", 500, 0));
    }
  }

  @Test
  void readers_but_the_first_are_idle() throws Exception {
    Collected output = new Collected();
    SourceReader<Observation, UnsplitSource.NoSplit> second =
        reader(MqttBroker.parse("mqtt://nowhere.invalid"), 1);
    second.start();
    second.pollNext(output);
    assertThat(output.idle).isTrue();
    assertThat(second.isAvailable()).isNotDone();
    second.close();
  }

  @Test
  void reads_the_written_form() {
    MqttBroker plain = MqttBroker.parse("mqtt://broker.example");
    assertThat(plain)
        .isEqualTo(
            new MqttBroker(false, "broker.example", 1883, null, null, "#", "mqtt:broker.example"));
    MqttBroker all = MqttBroker.parse("mqtts://u:p%40ss@[2001:db8::1]:99?topic=a/+/b/#&site=s");
    assertThat(all.host()).isEqualTo("2001:db8::1");
    assertThat(all.port()).isEqualTo(99);
    assertThat(all.user()).isEqualTo("u");
    assertThat(all.password()).isEqualTo("p@ss");
    assertThat(all.topic()).isEqualTo("a/+/b/#");
    assertThat(all.site()).isEqualTo("s");
    assertThat(all).hasToString("mqtts://[2001:db8::1]:99?topic=a/+/b/#");
    assertThat(MqttBroker.parse("mqtts://h").port()).isEqualTo(8883);
  }

  @Test
  void refuses_what_is_no_broker_without_repeating_a_password() {
    for (String text : List.of("mqtt://", "mqtt:/x", "mqtt://u:secret@h h", "tcp://h:1")) {
      assertThatThrownBy(() -> MqttBroker.parse(text))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("not of the form mqtt://HOST[:PORT][?topic=FILTER]");
    }
  }

  private static SourceReader<Observation, UnsplitSource.NoSplit> reader(
      MqttBroker broker, int subtask) {
    return new MqttBrokerSource(broker, ReceiveWindow.LIVE, Clock.systemUTC())
        .createReader(context(subtask));
  }

  private static SourceReaderContext context(int subtask) {
    return (SourceReaderContext)
        Proxy.newProxyInstance(
            MqttBrokerSourceTest.class.getClassLoader(),
            new Class<?>[] {SourceReaderContext.class},
            (proxy, method, arguments) ->
                method.getName().equals("getIndexOfSubtask")
                    ? (Object) subtask
                    : InternalSourceReaderMetricGroup.mock(new UnregisteredMetricsGroup()));
  }

  /**
   * Publishes until the first message comes through, and then until no more of them are under way.
   */
  private static void awaitSubscription(
      Mosquitto mosquitto,
      SourceReader<Observation, UnsplitSource.NoSplit> reader,
      Collected output)
      throws Exception {
    for (int i = 0; i < 200 && output.flows.isEmpty(); i++) {
      mosquitto.publish("", "-t", "plant/ready", "-q", "1", "-m", "x");
      reader.pollNext(output);
    }
    for (int i = 0; i < 20; i++) {
      reader.pollNext(output);
    }
    assertThat(output.flows).isNotEmpty();
  }

  private static void await(
      SourceReader<Observation, UnsplitSource.NoSplit> reader,
      Collected output,
      BooleanSupplier condition)
      throws Exception {
    for (int i = 0; i < 1_000 && !condition.getAsBoolean(); i++) {
      reader.pollNext(output);
    }
    for (int i = 0; i < 20; i++) {
      reader.pollNext(output);
    }
  }

  private static void waitFor(BooleanSupplier condition) throws InterruptedException {
    for (int i = 0; i < 2_000 && !condition.getAsBoolean(); i++) {
      Thread.sleep(10);
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }

  /** What a reader put out. */
  private static final class Collected implements ReaderOutput<Observation> {
    private final List<FlowRecord> flows = new ArrayList<>();
    private final List<Tally> tallies = new ArrayList<>();
    private long watermark = Long.MIN_VALUE;
    private int late;
    private long total;
    private boolean idle;

    @Override
    public void collect(Observation observation) {
      collect(observation, Long.MIN_VALUE);
    }

    @Override
    public void collect(Observation observation, long timestamp) {
      late += timestamp <= watermark ? 1 : 0;
      if (observation.kind() == Observation.Kind.FLOW) {
        flows.add(observation.flow());
        total++;
      } else {
        tallies.add(observation.tally());
      }
    }

    @Override
    public void emitWatermark(Watermark mark) {
      watermark = mark.getTimestamp();
    }

    @Override
    public void markIdle() {
      idle = true;
    }

    @Override
    public void markActive() {
      idle = false;
    }

    @Override
    public SourceOutput<Observation> createOutputForSplit(String splitId) {
      return this;
    }

    @Override
    public void releaseOutputForSplit(String splitId) {}
  }
}
