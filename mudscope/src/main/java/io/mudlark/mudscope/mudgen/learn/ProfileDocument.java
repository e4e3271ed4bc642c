package io.mudlark.mudscope.mudgen.learn;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mudlark.flow.IpProtocol;
import io.mudlark.mudscope.mudgen.CaptureJob;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Writes services as a MUD file by RFC 8520, with the lists of RFC 8519. */
final class ProfileDocument {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final int LONGEST_SLUG = 40;
  private static final int LONGEST_SYSTEMINFO = 60;
  private static final int CACHE_HOURS = 48;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssXXX", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final String slug;
  private final ArrayNode lists = NODES.arrayNode();

  private ProfileDocument(CaptureJob job) {
    String plain = job.deviceName().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    String cut = plain.substring(0, Math.min(plain.length(), LONGEST_SLUG));
    String bare = cut.replaceAll("^-+|-+$", "");
    slug = bare.isEmpty() ? "device" : bare;
  }

  /**
   * The MUD file.
   *
   * @param job names the device
   * @param entries what it may do
   * @param lastUpdate when the file was made
   */
  static ObjectNode of(CaptureJob job, Entries entries, Instant lastUpdate) {
    ProfileDocument document = new ProfileDocument(job);
    ObjectNode root = NODES.objectNode();
    ObjectNode mud = root.putObject("ietf-mud:mud");
    mud.put("mud-version", 1);
    mud.put("mud-url", "https://" + document.slug + ".com/" + document.slug);
    mud.put("last-update", TIME.format(lastUpdate));
    mud.put("cache-validity", CACHE_HOURS).put("is-supported", true);
    String name = job.deviceName();
    mud.put("systeminfo", name.substring(0, Math.min(name.length(), LONGEST_SYSTEMINFO)));
    document.policy(mud, "from", entries);
    document.policy(mud, "to", entries);
    root.putObject("ietf-access-control-list:acls").set("acl", document.lists);
    return root;
  }

  private void policy(ObjectNode mud, String direction, Entries entries) {
    ArrayNode names =
        mud.putObject(direction + "-device-policy")
            .putObject("access-lists")
            .putArray("access-list");
    boolean from = direction.equals("from");
    for (int version : new int[] {4, 6}) {
      String name = direction + "-ipv" + version + "-" + slug;
      ArrayNode aces = NODES.arrayNode();
      for (Service service : from ? entries.sent() : entries.received()) {
        if (service.version() == version) {
          String aceName = name + "-" + aces.size();
          ObjectNode ace = aces.addObject().put("name", aceName);
          ace.set("matches", matches(service, from));
          ace.putObject("actions").put("forwarding", "accept");
        }
      }
      if (!aces.isEmpty()) {
        names.addObject().put("name", name);
        ObjectNode list = lists.addObject().put("name", name);
        list.put("type", "ipv" + version + "-acl-type").putObject("aces").set("ace", aces);
      }
    }
  }

  private static ObjectNode matches(Service service, boolean from) {
    ObjectNode matches = NODES.objectNode();
    String ip = "ipv" + service.version();
    ObjectNode network = NODES.objectNode().put("protocol", service.protocol());
    Peer peer = service.peer();
    String block = peer.text() + (service.version() == 4 ? "/32" : "/128");
    String leaf = (from ? "destination-" : "source-") + ip + "-network";
    switch (peer.kind()) {
      case GATEWAY:
        matches.putObject("ietf-mud:mud").put("controller", gateway(service));
        break;
      case CONTROLLER:
        matches.putObject("ietf-mud:mud").put("controller", peer.text());
        break;
      case LOCAL:
        matches.putObject("ietf-mud:mud").putArray("local-networks").addNull();
        break;
      case NAME:
        network.put("ietf-acldns:" + (from ? "dst" : "src") + "-dnsname", peer.text());
        break;
      default:
        network.put(leaf, block);
    }
    matches.set(ip, network);
    transport(matches, service, from);
    return matches;
  }

  private static String gateway(Service service) {
    boolean dns = service.byDevice() && service.port() == 53;
    boolean ntp = service.byDevice() && service.port() == 123;
    return "urn:ietf:params:mud:" + (dns ? "dns" : ntp ? "ntp" : "gateway");
  }

  private static void transport(ObjectNode matches, Service service, boolean from) {
    if (service.isIcmp()) {
      ObjectNode icmp = matches.putObject("icmp");
      icmp.put("type", ServiceRow.icmpType(service, from == service.byDevice()));
      icmp.put("code", service.port() & 0xFF);
      return;
    }
    boolean tcp = service.protocol() == IpProtocol.TCP;
    if (!tcp && service.protocol() != IpProtocol.UDP) {
      return;
    }
    ObjectNode ports = matches.putObject(tcp ? "tcp" : "udp");
    ObjectNode port =
        ports.putObject(from == service.byDevice() ? "destination-port" : "source-port");
    port.put("operator", "eq").put("port", service.port());
    if (tcp) {
      ports.put("ietf-mud:direction-initiated", service.byDevice() ? "from-device" : "to-device");
    }
  }
}
