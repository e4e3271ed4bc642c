package io.mudlark.generator.attack;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** All attacks by the names that scenario files use. */
public final class AttackCatalogue {
  private static final Map<String, Class<? extends Attack>> BY_NAME = byName();

  private AttackCatalogue() {}

  private static Map<String, Class<? extends Attack>> byName() {
    Map<String, Class<? extends Attack>> names = new TreeMap<>();
    names.put("port-scan", PortScan.class);
    names.put("horizontal-scan", HorizontalScan.class);
    names.put("telnet-sweep", TelnetSweep.class);
    names.put("brute-force", BruteForce.class);
    names.put("malware-download", MalwareDownload.class);
    names.put("command-channel", CommandChannel.class);
    names.put("beacon", Beacon.class);
    names.put("udp-flood", UdpFlood.class);
    names.put("icmp-flood", IcmpFlood.class);
    names.put("tcp-flood", TcpFlood.class);
    names.put("gre-flood", GreFlood.class);
    names.put("dns-flood", DnsFlood.class);
    names.put("http-flood", HttpFlood.class);
    names.put("dns-tunnel", DnsTunnel.class);
    names.put("exfiltration", Exfiltration.class);
    names.put("lateral-movement", LateralMovement.class);
    names.put("reflection", Reflection.class);
    names.put("mqtt-connect-flood", MqttConnectFlood.class);
    names.put("mqtt-brute-force", MqttBruteForce.class);
    names.put("mqtt-publish-flood", MqttPublishFlood.class);
    names.put("mqtt-spy", MqttSpy.class);
    names.put("slowite", SlowIte.class);
    names.put("process", ProcessAttack.class);
    return Collections.unmodifiableMap(names);
  }

  /** The record of each attack; its components are the attack's settings. */
  public static Map<String, Class<? extends Attack>> all() {
    return BY_NAME;
  }
}
