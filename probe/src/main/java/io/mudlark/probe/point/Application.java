package io.mudlark.probe.point;

import io.mudlark.probe.coap.CoapProtocol;
import io.mudlark.probe.coap.CoapStreamProtocol;
import io.mudlark.probe.exchange.ExchangeMeter;
import io.mudlark.probe.mqtt.MqttConfig;
import io.mudlark.probe.mqtt.MqttProtocol;
import io.mudlark.probe.opcua.OpcUaProtocol;
import java.util.Set;

/**
 * An application protocol whose exchanges an observation point can look for, on its usual ports.
 */
public enum Application {
  MQTT {
    @Override
    void addTo(ExchangeMeter meter) {
      meter.add(new MqttProtocol(meter, MqttConfig.DEFAULT));
    }
  },
  COAP {
    @Override
    void addTo(ExchangeMeter meter) {
      meter.add(new CoapProtocol(meter.table(), Set.of(CoapProtocol.PORT)));
      meter.add(new CoapStreamProtocol(meter.table(), meter.budget(), Set.of(CoapProtocol.PORT)));
    }
  },
  OPC_UA {
    @Override
    void addTo(ExchangeMeter meter) {
      meter.add(new OpcUaProtocol(meter.table(), meter.budget(), Set.of(OpcUaProtocol.PORT)));
    }
  };

  abstract void addTo(ExchangeMeter meter);
}
