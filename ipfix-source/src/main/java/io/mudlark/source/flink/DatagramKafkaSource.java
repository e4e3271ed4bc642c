package io.mudlark.source.flink;

import io.mudlark.source.datagram.ExportDatagram;
import io.mudlark.source.session.ReceiveWindow;
import java.time.Clock;
import java.time.Duration;
import java.util.Properties;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.util.clock.RelativeClock;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.jspecify.annotations.Nullable;

/**
 * A Flink source of export datagrams that were received elsewhere and put into a Kafka topic as
 * they came: what was put there is read exactly once.
 */
public final class DatagramKafkaSource {
  private DatagramKafkaSource() {}

  /**
   * Where the datagrams are.
   *
   * @param brokers {@code host:port}, several separated by commas
   * @param topic one topic
   * @param group consumer group, under which offsets are committed for others to see
   * @param defaultSite observation point of records that name none
   */
  public record Topic(String brokers, String topic, String group, String defaultSite) {}

  /**
   * Reads a topic without end, from the committed offsets on, or from its start.
   *
   * @param properties for the consumer, such as {@code security.protocol}
   */
  @SuppressWarnings("deprecation") // Flink's connector takes no other type yet
  public static KafkaSource<ExportDatagram> unbounded(Topic topic, Properties properties) {
    return builder(topic, properties)
        .setStartingOffsets(OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST))
        .build();
  }

  /** Reads from the start of a topic to the end that it has now. */
  public static Source<ExportDatagram, ?, ?> bounded(Topic topic, Properties properties) {
    return new RecordedTopic(
        builder(topic, properties)
            .setStartingOffsets(OffsetsInitializer.earliest())
            .setBounded(OffsetsInitializer.latest())
            .build());
  }

  private static KafkaSourceBuilder<ExportDatagram> builder(Topic topic, Properties properties) {
    return KafkaSource.<ExportDatagram>builder()
        .setProperties(properties)
        .setBootstrapServers(topic.brokers())
        .setTopics(topic.topic())
        .setGroupId(topic.group())
        .setProperty("isolation.level", "read_committed")
        .setDeserializer(new DatagramDeserializer(topic.defaultSite()));
  }

  /**
   * The watermarks of a topic: each partition's receive time less the greatest delay, the least of
   * all partitions that are not idle.
   *
   * @param clock when not null, event time goes on by it, less the delay, in partitions from which
   *     nothing came for the given time, not counting while the stream behind was held back; null
   *     for recorded input, whose results must not depend on when it is read
   */
  public static WatermarkStrategy<ExportDatagram> watermarks(
      ReceiveWindow window, Duration idleAfter, @Nullable Clock clock) {
    WatermarkStrategy<ExportDatagram> strategy =
        WatermarkStrategy.<ExportDatagram>forGenerator(
                context -> new Received(window, idleAfter, clock, context.getInputActivityClock()))
            .withTimestampAssigner((datagram, ofRecord) -> datagram.receiveMillis());
    return clock == null ? strategy.withIdleness(idleAfter) : strategy;
  }

  /** Follows the receive times of one partition. */
  static final class Received implements WatermarkGenerator<ExportDatagram> {
    private final ReceiveWindow window;
    private final long idleMillis;
    private final @Nullable Clock clock;
    private final RelativeClock reading;
    private long receiveMillis = Long.MIN_VALUE;
    private boolean quiet;
    private long quietSinceNanos;

    /**
     * @param reading stands still while nothing can be read, because the stream behind is held back
     */
    Received(
        ReceiveWindow window, Duration idleAfter, @Nullable Clock clock, RelativeClock reading) {
      this.window = window;
      this.idleMillis = idleAfter.toMillis();
      this.clock = clock;
      this.reading = reading;
    }

    @Override
    public void onEvent(ExportDatagram datagram, long timestamp, WatermarkOutput output) {
      if (datagram.kind() != ExportDatagram.Kind.FAULT) { // nonsense moves no time
        receiveMillis = Math.max(receiveMillis, datagram.receiveMillis());
      }
      quiet = false;
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
      if (clock != null) {
        goOn(clock.millis());
      }
      if (receiveMillis != Long.MIN_VALUE) {
        output.emitWatermark(new Watermark(window.watermarkMillis(receiveMillis)));
      }
    }

    /**
     * Silence begins when it is first noticed; once long enough, the clock moves time on. What lies
     * unread while the stream is held back is no silence.
     */
    private void goOn(long now) {
      long nanos = reading.relativeTimeNanos();
      if (!quiet) {
        quiet = true;
        quietSinceNanos = nanos;
      } else if (nanos - quietSinceNanos >= idleMillis * 1_000_000L) {
        receiveMillis = Math.max(receiveMillis, now - idleMillis);
      }
    }
  }
}
