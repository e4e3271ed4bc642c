package io.mudlark.mud.testing;

import java.util.ArrayList;
import java.util.List;

/** Writes small MUD files; a test states only its entries. */
public final class MudText {
  private final String url;
  private final List<String> from = new ArrayList<>();
  private final List<String> to = new ArrayList<>();
  private String type = "mixed-eth-ipv4-ipv6-acl-type";

  private MudText(String url) {
    this.url = url;
  }

  public static MudText of(String url) {
    return new MudText(url);
  }

  public static MudText camera() {
    return of("https://maker.example/camera");
  }

  public MudText type(String aclType) {
    type = aclType;
    return this;
  }

  /** Adds an accepting from-device entry named e1, e2, ... with the given matches container. */
  public MudText from(String matches) {
    from.add(entry("e" + (from.size() + 1), matches, "accept"));
    return this;
  }

  public MudText from(String matches, String forwarding) {
    from.add(entry("e" + (from.size() + 1), matches, forwarding));
    return this;
  }

  /** Adds an accepting to-device entry, likewise. */
  public MudText to(String matches) {
    to.add(entry("e" + (to.size() + 1), matches, "accept"));
    return this;
  }

  private static String entry(String name, String matches, String forwarding) {
    return "{\"name\":\"%s\",\"matches\":%s,\"actions\":{\"forwarding\":\"%s\"}}"
        .formatted(name, matches, forwarding);
  }

  private String list(String name, List<String> entries) {
    return "{\"name\":\"%s\",\"type\":\"%s\",\"aces\":{\"ace\":[%s]}}"
        .formatted(name, type, String.join(",", entries));
  }

  public String json() {
    return """
        {"ietf-mud:mud":{"mud-version":1,"mud-url":"%s","last-update":"2026-01-01T00:00:00Z",
        "cache-validity":48,"is-supported":true,"systeminfo":"camera",
        "from-device-policy":{"access-lists":{"access-list":[{"name":"from"}]}},
        "to-device-policy":{"access-lists":{"access-list":[{"name":"to"}]}}},
        "ietf-access-control-list:acls":{"acl":[%s,%s]}}"""
        .formatted(url, list("from", from), list("to", to));
  }
}
