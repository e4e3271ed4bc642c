package io.mudlark.generator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mudlark.flow.IpAddress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A second, deliberately simple reading of a MUD file: does some entry of the right direction allow
 * this packet, given what DNS has answered so far and who opened the connection?
 */
final class MudJudge {
  private final List<JsonNode> from = new ArrayList<>();
  private final List<JsonNode> to = new ArrayList<>();
  private final Map<String, Set<String>> names = new HashMap<>();
  private final Map<String, String> controllers;
  private final String localPrefix;

  MudJudge(Path mudFile, String localPrefix, Map<String, String> controllers) throws IOException {
    this.localPrefix = localPrefix;
    this.controllers = controllers;
    JsonNode root = new ObjectMapper().readTree(mudFile.toFile());
    for (JsonNode acl : root.get("ietf-access-control-list:acls").get("acl")) {
      for (JsonNode ace : acl.get("aces").get("ace")) {
        (acl.get("name").asText().endsWith("-fr") ? from : to).add(ace.get("matches"));
      }
    }
  }

  /** Remembers the addresses of a DNS answer under the name that was asked for. */
  void learn(Packet answer) {
    byte[] message = answer.payload();
    StringBuilder name = new StringBuilder();
    int at = 12;
    while (message[at] != 0) {
      name.append(name.length() == 0 ? "" : ".");
      name.append(new String(message, at + 1, message[at], StandardCharsets.US_ASCII));
      at += message[at] + 1;
    }
    at += 5;
    Set<String> addresses = names.computeIfAbsent(name.toString(), ignored -> new HashSet<>());
    for (int i = 0; i < message[7]; i++) {
      int type = message[at + 3];
      int length = message[at + 11];
      byte[] data = Arrays.copyOfRange(message, at + 12, at + 12 + length);
      if (type == 1 || type == 28) {
        addresses.add(IpAddress.of(data).toString());
      }
      at += 12 + length;
    }
  }

  boolean allows(Packet packet, boolean fromDevice, String initiator) {
    return (fromDevice ? from : to).stream().anyMatch(ace -> matches(ace, packet, initiator));
  }

  private boolean matches(JsonNode ace, Packet packet, String initiator) {
    boolean fromDevice = from.contains(ace);
    JsonNode ip = ace.path(packet.etherType() == 0x86DD ? "ipv6" : "ipv4");
    String other = fromDevice ? packet.destination() : packet.source();
    if (ip.path("protocol").asInt(-1) != packet.protocol()) {
      return false;
    }
    String name =
        ip.path(fromDevice ? "ietf-acldns:dst-dnsname" : "ietf-acldns:src-dnsname").asText();
    if (!name.isEmpty() && !names.getOrDefault(name, Set.of()).contains(other)) {
      return false;
    }
    String network = ip.path("destination-ipv4-network").asText();
    if (!network.isEmpty() && !network.equals(packet.destination() + "/32")) {
      return false;
    }
    JsonNode mud = ace.path("ietf-mud:mud");
    boolean local = other.startsWith(localPrefix) || other.startsWith("fe80:");
    if (mud.has("local-networks") && !local) {
      return false;
    }
    if (mud.has("controller") && !other.equals(controllers.get(mud.get("controller").asText()))) {
      return false;
    }
    return ports(ace, packet, initiator);
  }

  private static boolean ports(JsonNode ace, Packet packet, String initiator) {
    JsonNode transport = ace.has("tcp") ? ace.get("tcp") : ace.path("udp");
    int source = transport.path("source-port").path("port").asInt(packet.sourcePort());
    int destination =
        transport.path("destination-port").path("port").asInt(packet.destinationPort());
    String initiated = transport.path("ietf-mud:direction-initiated").asText(initiator);
    return source == packet.sourcePort()
        && destination == packet.destinationPort()
        && initiated.equals(initiator);
  }
}
