package io.mudlark.generator.attack;

import io.mudlark.generator.mqtt.MqttBroker;
import io.mudlark.generator.mqtt.MqttMessage;

/**
 * A compromised device that joins its broker under an id nobody knows and publishes at QoS 2 on a
 * topic of the plant as fast as it may, with correlation data nobody expects.
 *
 * @param topic where it publishes
 * @param messagesPerSecond how fast
 */
public record MqttPublishFlood(String topic, int messagesPerSecond) implements Attack {
  private static final long SECOND = 1_000_000_000L;

  @Override
  public String type() {
    return "mqtt-publish-flood";
  }

  @Override
  public void launch(Engagement engagement) {
    MqttBroker broker = MqttBroker.of(engagement.habitat().site());
    MqttBroker.Client rogue =
        new MqttBroker.Client(engagement.device(), "plant-sensor", engagement.episode());
    engagement.at(
        engagement.startNanos(),
        start ->
            broker.connect(
                start,
                rogue,
                (now, message) -> {},
                (joined, session) ->
                    engagement.repeat(
                        joined,
                        SECOND / messagesPerSecond,
                        30,
                        now ->
                            session.publish(
                                now,
                                new MqttMessage(
                                    topic, "99", 2, "x-" + engagement.chance().below(25), "")))));
  }
}
