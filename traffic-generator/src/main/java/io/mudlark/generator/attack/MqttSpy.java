package io.mudlark.generator.attack;

import io.mudlark.generator.mqtt.MqttBroker;
import java.util.List;

/**
 * A compromised device that joins its broker under an id nobody knows and only listens to topics of
 * the plant that are none of its business: a side channel, seen as messages to a new receiver.
 *
 * @param topics what it subscribes to
 */
public record MqttSpy(List<String> topics) implements Attack {
  private static final long STEP_NANOS = 5_000_000L;

  public MqttSpy {
    topics = List.copyOf(topics);
  }

  @Override
  public String type() {
    return "mqtt-spy";
  }

  @Override
  public void launch(Engagement engagement) {
    MqttBroker broker = MqttBroker.of(engagement.habitat().site());
    MqttBroker.Client rogue =
        new MqttBroker.Client(engagement.device(), "listener", engagement.episode());
    engagement.at(
        engagement.startNanos(),
        start ->
            broker.connect(
                start,
                rogue,
                (now, message) -> {},
                (joined, session) -> {
                  long at = joined;
                  for (String topic : topics) {
                    session.subscribe(at, topic);
                    at += STEP_NANOS;
                  }
                  engagement.at(Math.max(at, engagement.endNanos()), session::disconnect);
                }));
  }
}
