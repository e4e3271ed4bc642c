package io.mudlark.probe.mission;

import io.mudlark.flow.Counters;
import io.mudlark.flow.application.ApplicationFacet;
import io.mudlark.flow.application.ExchangeFacts;
import io.mudlark.flow.application.MqttControl;
import io.mudlark.flow.application.MqttFacet;
import io.mudlark.probe.exchange.ExchangeContent;
import io.mudlark.probe.exchange.ExchangePath;
import io.mudlark.probe.mqtt.MqttPacket;
import io.mudlark.probe.mqtt.MqttType;

/** A flow of the original's table: what its first packet said, and a time for each packet type. */
final class MissionFlow implements ExchangeContent {
  private static final int TYPES = 16;

  final ExchangePath path;
  private final int level;
  private final int type;
  private final int qos;
  private final int packetId;
  private final MissionTexts texts;
  private final long[] times = new long[TYPES];
  private final long[] octets = new long[TYPES];
  private int seen;

  MissionFlow(ExchangePath path, MqttPacket p, int level, MissionTexts texts) {
    this.path = path;
    this.level = level;
    this.type = p.type();
    this.qos = p.qos();
    this.packetId = p.packetId();
    this.texts = texts;
  }

  /** Sets the time of a packet type; false when that replaces an earlier one. */
  boolean add(int packetType, long nanos, long packetOctets) {
    boolean fresh = (seen & 1 << packetType) == 0;
    seen |= 1 << packetType;
    times[packetType] = nanos;
    octets[packetType] = packetOctets;
    return fresh;
  }

  /** Whether as many packet types were seen as the first packet needs. */
  boolean isComplete() {
    return Integer.bitCount(seen) >= needed(type, qos);
  }

  /** How many different packet types a flow has that begins with this one. */
  static int needed(int type, int qos) {
    switch (type) {
      case MqttType.PUBLISH:
        return qos == 0 ? 1 : qos * 2;
      case MqttType.DISCONNECT:
      case MqttType.AUTH:
        return 1;
      default:
        return 2;
    }
  }

  /** Time of the smallest packet type seen. */
  long startNanos() {
    return times[Integer.numberOfTrailingZeros(seen)];
  }

  /** Time of the largest packet type seen. */
  long endNanos() {
    return times[last()];
  }

  private int last() {
    return 31 - Integer.numberOfLeadingZeros(seen);
  }

  /** The first packet; the original does not tell who sent which of the others. */
  Counters forward() {
    return new Counters(1, octets[type], 0, times[type], times[type]);
  }

  /** The other packets. */
  Counters reverse() {
    int others = Integer.bitCount(seen) - 1;
    if (others <= 0) {
      return Counters.NONE;
    }
    long sum = 0;
    for (int i = 0; i < TYPES; i++) {
      sum += i == type ? 0 : octets[i];
    }
    return new Counters(others, sum, 0, startNanos(), endNanos());
  }

  @Override
  public ApplicationFacet.Exchange facet(ExchangeFacts facts) {
    return new MqttFacet(
        facts,
        new MqttControl(level, type, qos, packetId, false, false, MqttControl.NO_REASON),
        texts.topic(),
        texts.correlation(),
        0,
        texts.source(),
        texts.destination());
  }
}
