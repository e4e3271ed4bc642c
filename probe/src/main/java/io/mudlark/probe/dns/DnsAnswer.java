package io.mudlark.probe.dns;

import io.mudlark.flow.IpAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The question and the address-bearing answers of one DNS response. */
final class DnsAnswer {
  /** Longer chains of aliases are followed no further, as resolvers do. */
  static final int MAX_ALIASES = 16;

  private record Alias(String target, long ttlSeconds) {}

  private record Address(IpAddress address, long ttlSeconds) {}

  /**
   * A name, and what it leads to.
   *
   * @param name lower case, without the final dot
   * @param addresses in the order of the message
   * @param ttlSeconds the smallest on the way
   */
  record Bound(String name, List<IpAddress> addresses, long ttlSeconds) {}

  private final String question;
  private final Map<String, Alias> aliases = new HashMap<>();
  private final Map<String, List<Address>> addresses = new HashMap<>();

  DnsAnswer(String question) {
    this.question = question;
  }

  void addAlias(String owner, String target, long ttlSeconds) {
    aliases.putIfAbsent(owner, new Alias(target, ttlSeconds));
  }

  void addAddress(String owner, IpAddress address, long ttlSeconds) {
    addresses
        .computeIfAbsent(owner, name -> new ArrayList<>())
        .add(new Address(address, ttlSeconds));
  }

  /**
   * The question's name and the aliases that lead from it to addresses; nothing else is believed.
   */
  List<Bound> bound() {
    List<String> chain = new ArrayList<>();
    String name = question;
    while (chain.size() <= MAX_ALIASES && !chain.contains(name)) {
      chain.add(name);
      Alias alias = aliases.get(name);
      if (alias == null || addresses.containsKey(name)) {
        break;
      }
      name = alias.target;
    }
    List<Address> found = addresses.getOrDefault(chain.get(chain.size() - 1), List.of());
    if (found.isEmpty()) {
      return List.of();
    }
    List<IpAddress> plain = found.stream().map(Address::address).distinct().toList();
    long ttl = found.stream().mapToLong(Address::ttlSeconds).min().orElse(0);
    List<Bound> bound = new ArrayList<>();
    for (int i = chain.size() - 1; i >= 0; i--) {
      if (i < chain.size() - 1) {
        Alias alias = aliases.get(chain.get(i));
        ttl = alias == null ? ttl : Math.min(ttl, alias.ttlSeconds);
      }
      bound.add(0, new Bound(chain.get(i), plain, ttl));
    }
    return bound;
  }
}
