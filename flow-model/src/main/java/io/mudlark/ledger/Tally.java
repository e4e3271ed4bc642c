package io.mudlark.ledger;

/**
 * One line of the ledger: so many units of something ended in one way. Tallies of the same book and
 * fate add up.
 *
 * @param site where
 * @param book what is being accounted for
 * @param fate how it ended: a stable lower-case word such as {@code metered}, {@code arp}, {@code
 *     accepted}
 * @param count how many units
 * @param packets how many packets these units carried; equal to {@code count} in the book of
 *     packets
 */
public record Tally(String site, Book book, String fate, long count, long packets) {
  /** What a tally counts; each book has an equation of its own. */
  public enum Book {
    /** Captured packets: read = metered + every fate that keeps a packet out of a flow. */
    PACKETS,
    /** Flow records: metered = of known devices + of unknown hosts only. */
    FLOWS,
    /** Device views: one or two per flow of known devices = accepted + rejected + unprofiled. */
    VIEWS,
    /**
     * Device views of exchanges inside metered flows, whose packets the flows count: judged =
     * accepted + rejected + unprofiled + unjudged.
     */
    EXCHANGES,
    /** Hosts that are no known device, one fate per host: no equation, but nobody stays unseen. */
    HOSTS,
    /**
     * What flow exporters sent, one fate per exporter, domain and end, such as {@code
     * udp:192.0.2.1/7 lost}, in the unit of the protocol's sequence numbers: exported = received +
     * lost + unresolved. Kernel drops are only known live.
     */
    EXPORTS,
    /** Other things worth counting that no equation contains, such as DNS bindings. */
    NOTES
  }

  /** This tally and another one of the same site, book and fate. */
  public Tally plus(Tally other) {
    return new Tally(site, book, fate, count + other.count, packets + other.packets);
  }
}
