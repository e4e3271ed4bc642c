package io.mudlark.source.flink;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.lifecycle.MqttClientDisconnectedContext;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5ClientBuilder;
import com.hivemq.client.mqtt.mqtt5.message.auth.Mqtt5SimpleAuth;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import io.mudlark.flow.Counters;
import io.mudlark.flow.EndReason;
import io.mudlark.flow.ExportOrigin;
import io.mudlark.flow.FlowId;
import io.mudlark.flow.FlowKey;
import io.mudlark.flow.FlowRecord;
import io.mudlark.flow.Initiation;
import io.mudlark.flow.IpAddress;
import io.mudlark.flow.IpProtocol;
import io.mudlark.flow.application.ExchangeEnd;
import io.mudlark.flow.application.ExchangeFacts;
import io.mudlark.flow.application.MqttControl;
import io.mudlark.flow.application.MqttFacet;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A subscription that outlives its connection, and the messages received by it as flow records.
 *
 * <p>Messages that nobody fetched in time are dropped and counted once 10,000 wait.
 */
final class MqttSubscription {
  private static final Logger PROBLEMS = LoggerFactory.getLogger("io.mudlark.problems");
  private static final int WAITING = 10_000;
  private static final int MAX_CORRELATION = 4_096;
  private static final int PROTOCOL_LEVEL = 5;
  private static final IpAddress NOBODY = IpAddress.v4(0);

  private final MqttBroker broker;
  private final Clock clock;
  private final BlockingQueue<FlowRecord> waiting = new ArrayBlockingQueue<>(WAITING);
  private final AtomicLong received = new AtomicLong();
  private final AtomicLong dropped = new AtomicLong();
  private @Nullable Mqtt5AsyncClient client;
  private volatile String clientId = "";
  private volatile IpAddress address = NOBODY;
  private volatile boolean told;
  private volatile boolean closing;

  MqttSubscription(MqttBroker broker, Clock clock) {
    this.broker = broker;
    this.clock = clock;
  }

  String site() {
    return broker.site();
  }

  /** Connects, now or whenever the broker is there, and again after every loss. */
  void open() {
    Mqtt5ClientBuilder builder =
        MqttClient.builder()
            .useMqttVersion5()
            .serverHost(broker.host())
            .serverPort(broker.port())
            .automaticReconnectWithDefaultConfig()
            .addDisconnectedListener(this::lost)
            .addConnectedListener(connected -> subscribe());
    if (broker.tls()) {
      builder = builder.sslWithDefaultConfig();
    }
    String user = broker.user();
    if (user != null) {
      String password = broker.password() == null ? "" : broker.password();
      builder =
          builder.simpleAuth(
              Mqtt5SimpleAuth.builder()
                  .username(user)
                  .password(password.getBytes(StandardCharsets.UTF_8))
                  .build());
    }
    Mqtt5AsyncClient opened = builder.buildAsync();
    client = opened;
    opened.publishes(MqttGlobalPublishFilter.ALL, this::take);
    var unused = opened.connect();
  }

  private void lost(MqttClientDisconnectedContext context) {
    if (!told && !closing) {
      told = true;
      PROBLEMS.warn("{}: {}; trying again", broker, context.getCause().getMessage());
    }
  }

  private void subscribe() {
    Mqtt5AsyncClient current = client;
    if (current == null) {
      return;
    }
    if (told) {
      PROBLEMS.info("{}: is back", broker);
    }
    told = false;
    clientId = current.getConfig().getClientIdentifier().map(Object::toString).orElse("");
    address = resolved(current.getConfig().getServerAddress());
    var unused =
        current
            .subscribeWith()
            .topicFilter(broker.topic())
            .qos(MqttQos.EXACTLY_ONCE)
            .send()
            .whenComplete((answer, failure) -> refused(failure));
  }

  private void refused(@Nullable Throwable failure) {
    if (failure != null) {
      PROBLEMS.warn("{}: the subscription failed: {}", broker, failure.getMessage());
    }
  }

  private static IpAddress resolved(InetSocketAddress server) {
    InetAddress found = server.getAddress();
    if (found == null) {
      found = new InetSocketAddress(server.getHostString(), server.getPort()).getAddress();
    }
    return found == null ? NOBODY : IpAddress.of(found.getAddress());
  }

  private void take(Mqtt5Publish message) {
    long number = received.incrementAndGet();
    Instant now = clock.instant();
    long nanos = now.getEpochSecond() * 1_000_000_000L + now.getNano();
    if (!waiting.offer(flow(message, nanos, (int) number))) {
      dropped.incrementAndGet();
    }
  }

  private FlowRecord flow(Mqtt5Publish message, long nanos, int number) {
    IpAddress here = address.isV4() ? NOBODY : IpAddress.v6(0, 0);
    FlowKey key = new FlowKey(FlowKey.NO_VLAN, address, here, IpProtocol.TCP, broker.port(), 0);
    MqttControl control =
        new MqttControl(
            PROTOCOL_LEVEL,
            MqttControl.PUBLISH,
            message.getQos().getCode(),
            0,
            message.isRetain(),
            false,
            MqttControl.NO_REASON);
    MqttFacet facet =
        new MqttFacet(
            new ExchangeFacts(ExchangeEnd.COMPLETE, false, true, ExchangeFacts.UNKNOWN),
            control,
            message.getTopic().toString(),
            message.getCorrelationData().map(MqttSubscription::text).orElse(""),
            message.getPayload().map(ByteBuffer::remaining).orElse(0),
            "",
            clientId);
    return new FlowRecord(
        FlowId.of(broker.site(), key, nanos, number),
        broker.site(),
        key,
        null,
        null,
        nanos,
        nanos,
        new Counters(1, 0, 0, nanos, nanos),
        Counters.NONE,
        Initiation.UNKNOWN,
        EndReason.END_DETECTED,
        new ExportOrigin("mqtt:" + broker.host(), 0, 1),
        facet);
  }

  /** Correlation data is octets: text when it is UTF-8, else hexadecimal digits after 0x. */
  private static String text(ByteBuffer data) {
    byte[] octets = new byte[Math.min(data.remaining(), MAX_CORRELATION)];
    data.duplicate().get(octets);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
    } catch (CharacterCodingException e) {
      return "0x" + HexFormat.of().formatHex(octets);
    }
  }

  /** The next message, or null when none comes in time. */
  @Nullable FlowRecord poll(long waitMillis) throws InterruptedException {
    return waitMillis == 0 ? waiting.poll() : waiting.poll(waitMillis, TimeUnit.MILLISECONDS);
  }

  /** Messages received. */
  long received() {
    return received.get();
  }

  /** Messages that were not handed on because too many waited. */
  long dropped() {
    return dropped.get();
  }

  void close() {
    closing = true;
    Mqtt5AsyncClient current = client;
    if (current != null) {
      var unused = current.disconnect();
    }
  }
}
