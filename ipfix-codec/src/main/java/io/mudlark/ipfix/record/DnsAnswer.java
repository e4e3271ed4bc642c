package io.mudlark.ipfix.record;

import io.mudlark.flow.IpAddress;
import java.util.List;

/**
 * A name and the addresses that a resolver gave for it, as an exporter tells of them.
 *
 * @param name lower case, without the final dot
 * @param addresses in their order, without repetitions
 * @param ttlSeconds the smallest life on the way from the name to the addresses
 */
public record DnsAnswer(String name, List<IpAddress> addresses, long ttlSeconds) {
  public DnsAnswer {
    addresses = List.copyOf(addresses);
  }
}
