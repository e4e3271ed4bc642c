package io.mudlark.generator.process;

import io.mudlark.flow.Counters;
import io.mudlark.flow.EndReason;
import io.mudlark.flow.FlowId;
import io.mudlark.flow.FlowKey;
import io.mudlark.flow.FlowRecord;
import io.mudlark.flow.Initiation;
import io.mudlark.flow.IpAddress;
import io.mudlark.flow.application.ExchangeEnd;
import io.mudlark.flow.application.ExchangeFacts;
import io.mudlark.flow.application.MqttControl;
import io.mudlark.flow.application.MqttFacet;
import io.mudlark.generator.timeline.Chance;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A plant whose sensors, broker and actuators run MISSION's predefined processes side by side, as
 * the flow records that an MQTT-aware exporter would tell of. The same settings and seed give the
 * same records.
 */
public final class ProcessPlant {
  /** Name of the site that the records are of. */
  public static final String SITE = "plant";

  private static final int BROKER_PORT = 1883;
  private static final int IP_TCP = 6;
  private static final IpAddress BROKER = IpAddress.parse("10.20.0.2");

  private final PlantSettings settings;
  private final long seed;
  private final Luck luck;
  private final Map<String, PlantCase> cases = new TreeMap<>();
  private final List<Sent> sent = new ArrayList<>();
  private final Map<String, Integer> clients = new HashMap<>();
  private final Map<String, Integer> packetIds = new HashMap<>();
  private long openNanos;
  private int faults;

  private ProcessPlant(PlantSettings settings, long seed) {
    this.settings = settings;
    this.seed = seed;
    this.luck = new Luck(Chance.named(seed, "plant"));
  }

  /** A message, the truth it belongs to, and its correlation data. */
  private record Sent(PlantLine.Message message, String caseId, String correlation) {}

  /** Lets the plant run. */
  public static PlantTraffic run(PlantSettings settings, long seed) {
    ProcessPlant plant = new ProcessPlant(settings, seed);
    for (int line = 0; line < settings.lines(); line++) {
      plant.runLine(line);
    }
    return plant.observe();
  }

  private void runLine(int number) {
    Luck ofLine = new Luck(Chance.named(seed, "line" + number));
    PlantLine line = new PlantLine(number, settings, ofLine);
    Instant start = settings.start();
    long begin = start.getEpochSecond() * 1_000_000_000L + start.getNano();
    long end = begin + settings.length().toNanos();
    int run = 0;
    for (long now = begin + ofLine.gap(settings.casesPerSecond());
        now < end;
        now += ofLine.gap(settings.casesPerSecond())) {
      // The name says nothing about the line, as a UUID would not.
      String id = Long.toHexString(Chance.named(seed, number + "/" + run).nextLong());
      run++;
      PlantFault fault = ofLine.happens(settings.faults()) ? nextFault(line) : null;
      List<PlantLine.Message> messages = line.run(now, fault);
      long last = now;
      for (PlantLine.Message message : messages) {
        // Every message of a flood claims to be a case of its own.
        boolean own = fault == PlantFault.FLOOD && message.nanos() > now;
        sent.add(new Sent(message, id, own ? id + "-" + sent.size() : id));
        last = Math.max(last, message.nanos());
      }
      openNanos += last - now;
      cases.put(id, new PlantCase(id, fault, now));
    }
  }

  private @Nullable PlantFault nextFault(PlantLine line) {
    PlantFault[] kinds = PlantFault.values();
    for (int i = 0; i < kinds.length; i++) {
      PlantFault fault = kinds[faults++ % kinds.length];
      if (line.allows(fault)) {
        return fault;
      }
    }
    return null;
  }

  private PlantTraffic observe() {
    sent.sort(
        Comparator.comparingLong((Sent s) -> s.message().nanos()).thenComparing(Sent::caseId));
    List<FlowRecord> exchanges = new ArrayList<>();
    Map<FlowId, String> caseOf = new HashMap<>();
    long lost = 0;
    for (Sent one : sent) {
      FlowRecord exchange = record(one);
      if (luck.happens(settings.loss())) {
        lost++;
      } else {
        exchanges.add(exchange);
        caseOf.put(exchange.id(), one.caseId());
      }
    }
    exchanges.sort(Comparator.comparingLong(FlowRecord::endNanos).thenComparing(FlowRecord::id));
    double mean = (double) openNanos / settings.length().toNanos();
    return new PlantTraffic(exchanges, cases, caseOf, lost, mean);
  }

  /** A QoS 1 exchange: PUBLISH and PUBACK, one or two milliseconds apart. */
  private FlowRecord record(Sent one) {
    PlantLine.Message message = one.message();
    boolean fromBroker = message.source().isEmpty();
    String client = fromBroker ? message.destination() : message.source();
    int number = clients.computeIfAbsent(client, unused -> clients.size());
    int packetId =
        packetIds.merge(client + (fromBroker ? "<" : ">"), 1, (n, inc) -> n % 65_535 + inc);
    IpAddress address = IpAddress.v4(0x0A150000 + 2 + number);
    int port = 49_152 + number % 16_000;
    FlowKey outward = new FlowKey(FlowKey.NO_VLAN, address, BROKER, IP_TCP, port, BROKER_PORT);
    FlowKey key = fromBroker ? outward.reversed() : outward;
    long start = message.nanos();
    long end = start + luck.between(0.8, 2.2);
    MqttFacet facet =
        new MqttFacet(
            new ExchangeFacts(ExchangeEnd.COMPLETE, false, false, end - start),
            new MqttControl(5, MqttControl.PUBLISH, 1, packetId, false, false, 0),
            message.topic(),
            one.correlation(),
            12,
            message.source(),
            message.destination());
    return new FlowRecord(
            FlowId.of(SITE, key, start, packetId),
            SITE,
            key,
            null,
            null,
            start,
            end,
            new Counters(1, 90, 0x18, start, start),
            new Counters(1, 44, 0x18, end, end),
            Initiation.SYN,
            EndReason.END_DETECTED)
        .with(facet);
  }
}
