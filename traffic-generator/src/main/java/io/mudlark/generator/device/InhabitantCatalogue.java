package io.mudlark.generator.device;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** All kinds of stations by the names that scenario files use. */
public final class InhabitantCatalogue {
  private static final Map<String, Supplier<Inhabitant>> BY_NAME = byName();

  private InhabitantCatalogue() {}

  private static Map<String, Supplier<Inhabitant>> byName() {
    Map<String, Supplier<Inhabitant>> names = new TreeMap<>();
    names.put(Camera.MODEL, Camera::new);
    names.put(SmartPlug.MODEL, SmartPlug::new);
    names.put(Thermostat.MODEL, Thermostat::new);
    names.put(Bulb.MODEL, Bulb::new);
    names.put(Hub.MODEL, Hub::new);
    names.put(Speaker.MODEL, Speaker::new);
    names.put(DoorSensor.MODEL, DoorSensor::new);
    names.put(Telephone.NAME, Telephone::new);
    names.put(MqttPlant.MODEL, MqttPlant::new);
    names.put(Plc.MODEL, Plc::new);
    names.put(OperatorPanel.MODEL, OperatorPanel::new);
    names.put(MqttMeter.MODEL, MqttMeter::new);
    names.put("mqtt-sensor", () -> new MqttThing("mqtt-sensor"));
    names.put("mqtt-controller", () -> new MqttThing("mqtt-controller"));
    names.put("mqtt-actuator", () -> new MqttThing("mqtt-actuator"));
    return Collections.unmodifiableMap(names);
  }

  /** Makes a station of each kind. */
  public static Map<String, Supplier<Inhabitant>> all() {
    return BY_NAME;
  }
}
