package io.mudlark.flow;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A DNS answer seen in the traffic: from now on, the asking host may use these addresses for that
 * name.
 *
 * @param observationPoint the site where it was seen
 * @param timeNanos when the answer was seen, nanoseconds since the Unix epoch
 * @param askerMac the asking host's MAC on this link, when known
 * @param asker the asking host's address
 * @param name the name asked for (aliases that lead from it to the addresses are bindings of their
 *     own), lower case, without the final dot
 * @param addresses A and AAAA answers in wire order
 * @param ttlSeconds the smallest TTL on the way from the name to the addresses
 */
public record NameBinding(
    String observationPoint,
    long timeNanos,
    @Nullable MacAddress askerMac,
    IpAddress asker,
    String name,
    List<IpAddress> addresses,
    long ttlSeconds) {
  public NameBinding {
    addresses = List.copyOf(addresses);
  }

  /** Content-derived identity, the last word on the order of bindings of one time. */
  public FlowId id() {
    ContentHash hash = new ContentHash().text(observationPoint).number(timeNanos).address(asker);
    hash.number(askerMac == null ? -1 : askerMac.value()).text(name).number(ttlSeconds);
    addresses.forEach(hash::address);
    return hash.id();
  }
}
