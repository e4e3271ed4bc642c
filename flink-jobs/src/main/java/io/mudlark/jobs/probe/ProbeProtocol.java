package io.mudlark.jobs.probe;

import io.mudlark.probe.coap.CoapProtocol;
import io.mudlark.probe.coap.CoapStreamProtocol;
import io.mudlark.probe.exchange.ExchangeMeter;
import io.mudlark.probe.mission.MissionProtocol;
import io.mudlark.probe.mqtt.MqttConfig;
import io.mudlark.probe.mqtt.MqttProtocol;
import io.mudlark.probe.opcua.OpcUaProtocol;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An application protocol that the probe can be told to look for. */
public enum ProbeProtocol {
  MQTT(1883),
  COAP(CoapProtocol.PORT),
  OPCUA(OpcUaProtocol.PORT);

  private final int port;

  ProbeProtocol(int port) {
    this.port = port;
  }

  /** The protocol of a name in any case, or null. */
  public static @Nullable ProbeProtocol named(String text) {
    for (ProbeProtocol protocol : values()) {
      if (protocol.name().equals(text.strip().toUpperCase(Locale.ROOT))) {
        return protocol;
      }
    }
    return null;
  }

  /** The port that its servers have unless told otherwise. */
  public int port() {
    return port;
  }

  /**
   * Lets a meter look for it.
   *
   * @param ports of its servers
   */
  void addTo(ExchangeMeter meter, Set<Integer> ports, ProbeSetup setup) {
    switch (this) {
      case MQTT -> {
        if (setup.compat()) {
          meter.add(new MissionProtocol(meter, ports));
        } else {
          MqttConfig config = MqttConfig.DEFAULT.onPorts(ports);
          meter.add(new MqttProtocol(meter, config.withSystemTopics(setup.systemTopics())));
        }
      }
      case COAP -> {
        meter.add(new CoapProtocol(meter.table(), ports));
        meter.add(new CoapStreamProtocol(meter.table(), meter.budget(), ports));
      }
      case OPCUA -> meter.add(new OpcUaProtocol(meter.table(), meter.budget(), ports));
    }
  }
}
