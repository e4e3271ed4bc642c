package io.mudlark.process.mqtt;

import io.mudlark.process.infer.Step;
import io.mudlark.process.live.Rates;
import io.mudlark.process.log.EventLog;
import io.mudlark.process.log.LogEvent;
import java.io.Serializable;
import java.util.List;
import java.util.Set;

/**
 * Turns MQTT exchanges into process events: case = correlation data, resource = sender, activity =
 * sender, arrow, topic (and receiver).
 *
 * @param activity what names an activity
 * @param notebookTimes whether to reproduce MISSION's notebook: its misread fractions of a second,
 *     and the order of completion instead of time order
 * @param brokers {@code address:port} of the brokers, called {@code MQTT Broker}; when empty,
 *     whoever has port 1883 or 8883 is one
 * @param nodeRed {@code address:port} of the rule engine, called {@code Node-RED}; empty for none
 */
public record FlowMapping(
    ActivityForm activity, boolean notebookTimes, Set<String> brokers, String nodeRed)
    implements Serializable {
  public static final String BROKER = "MQTT Broker";
  public static final String NODE_RED = "Node-RED";
  private static final String ARROW = " \u2192 ";

  public FlowMapping {
    brokers = Set.copyOf(brokers);
  }

  /** Exact times in time order, receivers told apart. */
  public static FlowMapping standard(Set<String> brokers) {
    return new FlowMapping(ActivityForm.SOURCE_TOPIC_DESTINATION, false, brokers, "");
  }

  /** As MISSION's notebook does it, quirks included. */
  public static FlowMapping mission(Set<String> brokers) {
    return new FlowMapping(ActivityForm.SOURCE_TOPIC, true, brokers, "");
  }

  /** The log of all exchanges that name their case; the others are left out by definition. */
  public EventLog log(List<MqttExchange> exchanges) {
    EventLog.Collector log = new EventLog.Collector();
    for (MqttExchange exchange : exchanges) {
      if (exchange.isCaseEvent()) {
        log.add(exchange.message().correlation(), event(exchange));
      }
    }
    return notebookTimes ? log.log() : log.log().sortedByTime();
  }

  /** One exchange as an event; its time is the time of its first packet. */
  public LogEvent event(MqttExchange exchange) {
    long time = notebookTimes ? exchange.start().notebookNanos() : exchange.start().nanos();
    String sender = name(exchange.source(), exchange.message().sourceClient());
    return new LogEvent(activity(exchange), time, time, sender);
  }

  /** The activity's name. */
  public String activity(MqttExchange exchange) {
    MqttExchange.Message message = exchange.message();
    String sent = name(exchange.source(), message.sourceClient()) + ARROW + message.topic();
    return activity == ActivityForm.SOURCE_TOPIC
        ? sent
        : sent + ARROW + name(exchange.destination(), message.destinationClient());
  }

  /** The exchange as a message without a case. */
  public Step step(MqttExchange exchange) {
    return new Step(
        exchange.id(),
        activity(exchange),
        name(exchange.source(), exchange.message().sourceClient()),
        name(exchange.destination(), exchange.message().destinationClient()),
        exchange.start().nanos());
  }

  /** The key under which {@link io.mudlark.process.live.Rates} count an exchange. */
  public String rateKey(MqttExchange exchange) {
    String sender = name(exchange.source(), exchange.message().sourceClient());
    return Rates.key(sender, exchange.message().topic());
  }

  private boolean isBroker(String endpoint) {
    return brokers.isEmpty()
        ? endpoint.endsWith(":1883") || endpoint.endsWith(":8883")
        : brokers.contains(endpoint);
  }

  private String name(String endpoint, String client) {
    if (isBroker(endpoint)) {
      return BROKER;
    }
    if (client.isEmpty()) {
      return endpoint.substring(0, endpoint.lastIndexOf(':'));
    }
    if (endpoint.equals(nodeRed)) {
      return NODE_RED;
    }
    return client.contains("Unknown") ? endpoint : client;
  }
}
