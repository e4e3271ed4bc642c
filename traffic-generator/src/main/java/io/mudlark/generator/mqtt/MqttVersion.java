package io.mudlark.generator.mqtt;

import io.mudlark.generator.packet.OctetWriter;

/** The versions of MQTT that clients speak; a broker answers each in its own. */
public enum MqttVersion {
  V3_1_1(4),
  V5(5);

  private final int level;

  MqttVersion(int level) {
    this.level = level;
  }

  /** What CONNECT calls it. */
  int level() {
    return level;
  }

  /** Says, where the version can, that there are no properties. */
  OctetWriter noProperties(OctetWriter out) {
    return this == V5 ? out.u8(0) : out;
  }
}
