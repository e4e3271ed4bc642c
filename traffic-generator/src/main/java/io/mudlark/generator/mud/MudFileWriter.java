package io.mudlark.generator.mud;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mudlark.flow.IpProtocol;

/**
 * Writes a MUD file (RFC 8520) from what a device needs; each need becomes one entry per direction,
 * and per family where both are possible.
 */
public final class MudFileWriter {
  /** The class of RFC 8520 that stands for the site's resolvers. */
  public static final String DNS = "urn:ietf:params:mud:dns";

  /** The class of RFC 8520 that stands for the site's time servers. */
  public static final String NTP = "urn:ietf:params:mud:ntp";

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final DefaultIndenter INDENT = new DefaultIndenter("  ", "\n");
  private static final ObjectWriter JSON =
      new ObjectMapper()
          .writer(new DefaultPrettyPrinter().withObjectIndenter(INDENT).withArrayIndenter(INDENT));

  private final String model;
  private final String systemInfo;
  private final ArrayNode from4 = NODES.arrayNode();
  private final ArrayNode to4 = NODES.arrayNode();
  private final ArrayNode from6 = NODES.arrayNode();
  private final ArrayNode to6 = NODES.arrayNode();

  /**
   * A file that allows nothing as yet.
   *
   * @param model lower-case letters and dashes: names the file and ends the MUD URL
   * @param systemInfo what the device is, at most 60 letters (RFC 8520 3.8)
   */
  public MudFileWriter(String model, String systemInfo) {
    this.model = model;
    this.systemInfo = systemInfo;
  }

  /** Where the MUD file of a model is served. */
  public static String url(String model) {
    return "https://mud.fieldlark.example/" + model;
  }

  /** Connections that the device opens to a server by name, over both families. */
  public MudFileWriter cloud(String name, int port) {
    for (String family : new String[] {"ipv4", "ipv6"}) {
      entry(family, true, "cloud-" + port, host(true, name), tcp("from-device", true, port));
      entry(family, false, "cloud-" + port, host(false, name), tcp("from-device", false, port));
    }
    return this;
  }

  /** Datagrams to and from a class of controller at the site. */
  public MudFileWriter controllerUdp(String urn, int port) {
    ObjectNode class_ = NODES.objectNode().put("controller", urn);
    entry("ipv4", true, "controller-" + port, mud(class_), udp(true, port));
    entry("ipv4", false, "controller-" + port, mud(class_), udp(false, port));
    return this;
  }

  /** Connections that the device opens to a class of controller at the site. */
  public MudFileWriter controllerTcp(String urn, int port) {
    ObjectNode class_ = NODES.objectNode().put("controller", urn);
    entry("ipv4", true, "controller-" + port, mud(class_), tcp("from-device", true, port));
    entry("ipv4", false, "controller-" + port, mud(class_), tcp("from-device", false, port));
    return this;
  }

  /** Connections that hosts of the site open to a port of the device. */
  public MudFileWriter localServer(int port) {
    entry("ipv4", false, "local-" + port, local(), tcp("to-device", true, port));
    entry("ipv4", true, "local-" + port, local(), tcp("to-device", false, port));
    return this;
  }

  /** Connections that the device opens to a port of hosts of the site. */
  public MudFileWriter localClient(int port) {
    entry("ipv4", true, "local-" + port, local(), tcp("from-device", true, port));
    entry("ipv4", false, "local-" + port, local(), tcp("from-device", false, port));
    return this;
  }

  /** Datagrams that hosts of the site send to a port of the device, and its answers. */
  public MudFileWriter localUdpServer(int port) {
    entry("ipv4", false, "local-" + port, local(), udp(true, port));
    entry("ipv4", true, "local-" + port, local(), udp(false, port));
    return this;
  }

  /** Datagrams that the device sends to a port of hosts of the site, and their answers. */
  public MudFileWriter localUdpClient(int port) {
    entry("ipv4", true, "local-" + port, local(), udp(true, port));
    entry("ipv4", false, "local-" + port, local(), udp(false, port));
    return this;
  }

  /** Datagrams to a group address, which nobody answers to it. */
  public MudFileWriter multicast(String group, int port) {
    ObjectNode match = NODES.objectNode();
    match.putObject("ipv4").put("destination-ipv4-network", group + "/32");
    entry("ipv4", true, "multicast-" + port, match, udp(true, port));
    return this;
  }

  /** What every device here needs: DHCP, the site's DNS and NTP, IPv6 neighbour discovery. */
  public MudFileWriter network() {
    ObjectNode broadcast = NODES.objectNode();
    broadcast.putObject("ipv4").put("destination-ipv4-network", "255.255.255.255/32");
    entry("ipv4", true, "dhcp", broadcast, udp(true, 67));
    entry("ipv4", false, "dhcp", local(), udp(false, 67));
    controllerUdp(DNS, 53);
    controllerUdp(NTP, 123);
    ObjectNode icmp = NODES.objectNode().put("protocol", IpProtocol.ICMPV6);
    entry("ipv6", true, "neighbours", local(), icmp.deepCopy());
    entry("ipv6", false, "neighbours", local(), icmp);
    return this;
  }

  /** The complete file. */
  public MudFile write() {
    ObjectNode root = NODES.objectNode();
    ObjectNode mud = root.putObject("ietf-mud:mud");
    mud.put("mud-version", 1).put("mud-url", url(model));
    mud.put("last-update", "2026-01-15T00:00:00+00:00").put("cache-validity", 48);
    mud.put("is-supported", true).put("systeminfo", systemInfo);
    mud.put("mfg-name", "Fieldlark (invented)").put("model-name", model);
    policy(mud.putObject("from-device-policy"), "fr");
    policy(mud.putObject("to-device-policy"), "to");
    ArrayNode acls = root.putObject("ietf-access-control-list:acls").putArray("acl");
    acl(acls, "v4-fr", "ipv4-acl-type", from4);
    acl(acls, "v4-to", "ipv4-acl-type", to4);
    acl(acls, "v6-fr", "ipv6-acl-type", from6);
    acl(acls, "v6-to", "ipv6-acl-type", to6);
    try {
      return new MudFile(model + ".json", url(model), JSON.writeValueAsString(root) + "\n");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain nodes cannot fail to be written", e);
    }
  }

  private void policy(ObjectNode policy, String direction) {
    ArrayNode lists = policy.putObject("access-lists").putArray("access-list");
    lists.addObject().put("name", model + "-v4-" + direction);
    lists.addObject().put("name", model + "-v6-" + direction);
  }

  private void acl(ArrayNode acls, String name, String type, ArrayNode aces) {
    ObjectNode acl = acls.addObject().put("name", model + "-" + name).put("type", type);
    acl.putObject("aces").set("ace", aces);
  }

  private void entry(
      String family, boolean fromDevice, String name, ObjectNode where, ObjectNode transport) {
    ArrayNode aces =
        family.equals("ipv4") ? (fromDevice ? from4 : to4) : (fromDevice ? from6 : to6);
    ObjectNode matches = NODES.objectNode();
    if (where.has("mud")) {
      matches.set("ietf-mud:mud", where.get("mud").deepCopy());
    }
    ObjectNode network = matches.putObject(family);
    where.path("any").properties().forEach(field -> network.set(field.getKey(), field.getValue()));
    where.path(family).properties().forEach(field -> network.set(field.getKey(), field.getValue()));
    network.set("protocol", transport.get("protocol"));
    for (String layer : new String[] {"tcp", "udp"}) {
      JsonNode fields = transport.get(layer);
      if (fields != null) {
        matches.set(layer, fields.deepCopy());
      }
    }
    ObjectNode ace = aces.addObject();
    ace.put("name", name + "-" + aces.size() + (fromDevice ? "-from" : "-to"));
    ace.set("matches", matches);
    ace.putObject("actions").put("forwarding", "accept");
  }

  private static ObjectNode host(boolean fromDevice, String name) {
    ObjectNode where = NODES.objectNode();
    String field = fromDevice ? "ietf-acldns:dst-dnsname" : "ietf-acldns:src-dnsname";
    where.putObject("any").put(field, name);
    return where;
  }

  private static ObjectNode local() {
    ObjectNode abstraction = NODES.objectNode();
    abstraction.putArray("local-networks").addNull();
    return mud(abstraction);
  }

  private static ObjectNode mud(ObjectNode abstraction) {
    ObjectNode where = NODES.objectNode();
    where.set("mud", abstraction);
    return where;
  }

  private static ObjectNode tcp(String initiated, boolean destination, int port) {
    ObjectNode transport = NODES.objectNode().put("protocol", IpProtocol.TCP);
    ObjectNode fields = transport.putObject("tcp").put("ietf-mud:direction-initiated", initiated);
    port(fields, destination, port);
    return transport;
  }

  private static ObjectNode udp(boolean destination, int port) {
    ObjectNode transport = NODES.objectNode().put("protocol", IpProtocol.UDP);
    port(transport.putObject("udp"), destination, port);
    return transport;
  }

  private static void port(ObjectNode fields, boolean destination, int port) {
    ObjectNode operand = fields.putObject(destination ? "destination-port" : "source-port");
    operand.put("operator", "eq").put("port", port);
  }
}
