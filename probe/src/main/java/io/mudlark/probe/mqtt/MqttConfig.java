package io.mudlark.probe.mqtt;

import java.io.Serializable;
import java.util.Set;

/**
 * The settings of the MQTT decoder.
 *
 * @param ports TCP ports that speak MQTT
 * @param webSocketPorts TCP ports on which a WebSocket with the subprotocol mqtt is looked for
 * @param systemTopics whether messages on topics that begin with {@code $SYS} become exchanges
 * @param maxOpen open exchanges of one connection; the oldest gives way
 * @param maxTextOctets of topics, client identifiers and correlation data that are kept
 * @param maxAliases topic aliases that are remembered in each direction of a connection
 * @param maxKeptOctets of a control packet that spans segments; of longer ones the beginning is
 *     kept
 */
public record MqttConfig(
    Set<Integer> ports,
    Set<Integer> webSocketPorts,
    boolean systemTopics,
    int maxOpen,
    int maxTextOctets,
    int maxAliases,
    int maxKeptOctets)
    implements Serializable {
  /** Ports 1883, and 80, 8080, 8083 and 9001 for WebSockets. */
  public static final MqttConfig DEFAULT =
      new MqttConfig(
          Set.of(1883), Set.of(80, 8080, 8083, 9001), true, 1_024, 2_048, 1_024, 1 << 17);

  public MqttConfig {
    ports = Set.copyOf(ports);
    webSocketPorts = Set.copyOf(webSocketPorts);
    if (maxOpen < 1 || maxTextOctets < 1 || maxAliases < 0 || maxKeptOctets < 1) {
      throw new IllegalArgumentException("MQTT limits must be positive: " + maxOpen + " open");
    }
  }

  /** The same on other ports. */
  public MqttConfig onPorts(Set<Integer> otherPorts) {
    return new MqttConfig(
        otherPorts,
        webSocketPorts,
        systemTopics,
        maxOpen,
        maxTextOctets,
        maxAliases,
        maxKeptOctets);
  }

  /** The same with messages on {@code $SYS} topics, or without. */
  public MqttConfig withSystemTopics(boolean wanted) {
    return new MqttConfig(
        ports, webSocketPorts, wanted, maxOpen, maxTextOctets, maxAliases, maxKeptOctets);
  }
}
