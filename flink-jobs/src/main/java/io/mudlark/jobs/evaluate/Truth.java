package io.mudlark.jobs.evaluate;

import com.fasterxml.jackson.databind.JsonNode;
import io.mudlark.flow.IpAddress;
import io.mudlark.jobs.config.ConfigException;
import io.mudlark.site.Device;
import io.mudlark.site.DeviceId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What really happened: attacks, and every flow with whether it belonged to one.
 *
 * @param attacks in the order of the file
 * @param spoiled the attack that each spoiled case belongs to, by {@link #caseAt}
 * @param touched when flows of attacks had each device as an end, whoever the attack was about
 * @param flows all flows, by their ends
 */
record Truth(
    List<TrueAttack> attacks,
    Map<String, String> spoiled,
    Map<DeviceId, List<Span>> touched,
    Map<FlowEnds, List<TrueFlow>> flows) {
  private static final long MILLI = 1_000_000L;
  private static final String BENIGN = "benign";

  /**
   * One flow.
   *
   * @param span from its first packet to its last
   * @param attack whether it belonged to an attack
   * @param known whether one of its ends is a listed device
   */
  record TrueFlow(Span span, boolean attack, boolean known) {}

  /**
   * Reads {@code truth.jsonl}.
   *
   * @param devices who is watched; only IP addresses are looked at
   */
  static Truth read(Path file, List<Device> devices) throws ConfigException, IOException {
    Truth truth = new Truth(new ArrayList<>(), new HashMap<>(), new HashMap<>(), new HashMap<>());
    Map<String, Set<DeviceId>> ends = new HashMap<>();
    Map<String, DeviceId> owners = new HashMap<>();
    for (Device device : devices) {
      for (IpAddress address : device.addresses()) {
        owners.put(device.id().site() + " " + address, device.id());
      }
    }
    JsonRows.each(file, row -> truth.take(row, owners, ends));
    return truth;
  }

  private void take(JsonNode row, Map<String, DeviceId> owners, Map<String, Set<DeviceId>> ends) {
    switch (JsonRows.word(row, "type")) {
      case "episode" ->
          attacks.add(
              new TrueAttack(
                  JsonRows.word(row, "id"),
                  JsonRows.word(row, "attack"),
                  new DeviceId(JsonRows.word(row, "site"), JsonRows.word(row, "device")),
                  ends.getOrDefault(JsonRows.word(row, "id"), Set.of()),
                  new Span(JsonRows.millis(row, "start"), JsonRows.millis(row, "end"))));
      case "flow" -> flow(row, owners, ends);
      case "case" -> {
        if (!row.path("episode").asText().isEmpty()) {
          String key = caseAt(JsonRows.word(row, "site"), JsonRows.word(row, "case"));
          spoiled.put(key, row.path("episode").asText());
        }
      }
      default -> {
        // ARP is no flow of the stream
      }
    }
  }

  private void flow(JsonNode row, Map<String, DeviceId> owners, Map<String, Set<DeviceId>> ends) {
    boolean attack = !JsonRows.word(row, "label").equals(BENIGN);
    Span span =
        new Span(
            Math.floorDiv(row.path("startNanos").asLong(), MILLI),
            Math.floorDiv(row.path("endNanos").asLong(), MILLI));
    DeviceId source = owner(row, "source", owners);
    DeviceId destination = owner(row, "destination", owners);
    boolean known = source != null || destination != null;
    flows
        .computeIfAbsent(FlowEnds.ofTruth(row), key -> new ArrayList<>(1))
        .add(new TrueFlow(span, attack, known));
    if (attack) {
      Set<DeviceId> ofAttack =
          ends.computeIfAbsent(row.path("episode").asText(), id -> new HashSet<>());
      touch(source, span, ofAttack);
      touch(destination, span, ofAttack);
    }
  }

  private static @Nullable DeviceId owner(JsonNode row, String end, Map<String, DeviceId> owners) {
    String address = IpAddress.parse(row.path(end).asText()).toString();
    return owners.get(row.path("site").asText() + " " + address);
  }

  private void touch(@Nullable DeviceId device, Span span, Set<DeviceId> ends) {
    if (device != null) {
      ends.add(device);
      touched.computeIfAbsent(device, id -> new ArrayList<>()).add(span);
    }
  }

  /** Names a case: sites may number theirs alike. */
  static String caseAt(String site, String name) {
    return name.isEmpty() ? "" : site + '\n' + name;
  }

  /** Whether an attack was about a device, or had it as an end, at some moment of a span. */
  boolean concerns(DeviceId device, Span span) {
    return attacks.stream().anyMatch(a -> a.device().equals(device) && a.span().meets(span))
        || touched.getOrDefault(device, List.of()).stream().anyMatch(span::meets);
  }

  /** Whether a report is about an attack. */
  boolean isAbout(Detection detection, TrueAttack attack) {
    String spoiler = spoiled.get(detection.processCase());
    if (spoiler != null) {
      return spoiler.equals(attack.id());
    }
    if (!detection.span().meets(attack.span())) {
      return false;
    }
    if (!detection.process()) {
      return detection.devices().contains(attack.device());
    }
    return attack.isInExchanges()
        && (detection.devices().contains(attack.device())
            || detection.devices().stream().anyMatch(attack.ends()::contains));
  }

  /**
   * Whether a report is about some attack, or about a device that one had as an end. One that names
   * no device, such as of a client that no device is known for, is held against time and site.
   */
  boolean explains(Detection detection) {
    if (spoiled.containsKey(detection.processCase())) {
      return true;
    }
    if (detection.devices().isEmpty()) {
      return attacks.stream()
          .anyMatch(
              a ->
                  a.isInExchanges()
                      && a.device().site().equals(detection.site())
                      && a.span().meets(detection.span()));
    }
    return detection.devices().stream().anyMatch(d -> concerns(d, detection.span()));
  }

  /** Whether an attack was about a device at some moment of a span. */
  boolean isAbout(DeviceId device, Span span) {
    return attacks.stream().anyMatch(a -> a.device().equals(device) && a.span().meets(span));
  }
}
