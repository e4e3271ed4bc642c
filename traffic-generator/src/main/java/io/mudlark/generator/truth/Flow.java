package io.mudlark.generator.truth;

import io.mudlark.flow.FlowKey;
import io.mudlark.generator.packet.Link;
import org.jspecify.annotations.Nullable;

/** One exchange on the wire with the truth about it: whose it is, what it carried, what it was. */
public final class Flow {
  private final String site;
  private final FlowKey key;
  private final FlowKey reverseKey;
  private final Link link;
  private final Link reverseLink;
  private final @Nullable Episode episode;
  private final boolean arp;
  private long startNanos;
  private long endNanos;
  private long packets;
  private long octets;
  private boolean open;
  private @Nullable Flow older;
  private @Nullable Flow newer;

  private Flow(String site, FlowKey key, Link link, @Nullable Episode episode, boolean arp) {
    this.site = site;
    this.key = key;
    this.reverseKey = turned(key);
    this.link = link;
    this.reverseLink = link.reversed();
    this.episode = episode;
    this.arp = arp;
    if (episode != null) {
      episode.sawFlow();
    }
  }

  /** ICMP has no ports to swap: its type and code stay where they are. */
  private static FlowKey turned(FlowKey key) {
    FlowKey turned = key.reversed();
    if (!key.isIcmp()) {
      return turned;
    }
    return new FlowKey(
        turned.vlanId(),
        turned.source(),
        turned.destination(),
        key.protocol(),
        0,
        key.destinationPort());
  }

  /** A flow of IP packets; benign when it belongs to no episode. */
  public static Flow of(String site, FlowKey key, Link link, @Nullable Episode episode) {
    return new Flow(site, key, link, episode, false);
  }

  /** An ARP exchange, whose key has the two addresses only. */
  public static Flow arp(String site, FlowKey key, Link link, @Nullable Episode episode) {
    return new Flow(site, key, link, episode, true);
  }

  public String site() {
    return site;
  }

  /** The key as the initiator's packets have it, or turned around. */
  public FlowKey key(boolean forward) {
    return forward ? key : reverseKey;
  }

  public Link link(boolean forward) {
    return forward ? link : reverseLink;
  }

  public @Nullable Episode episode() {
    return episode;
  }

  /** {@code benign}, or the kind of attack. */
  public String label() {
    return episode == null ? TruthLog.BENIGN : episode.type();
  }

  public boolean isArp() {
    return arp;
  }

  public long startNanos() {
    return startNanos;
  }

  public long endNanos() {
    return endNanos;
  }

  public long packets() {
    return packets;
  }

  /** Octets of its IP packets, headers included. */
  public long octets() {
    return octets;
  }

  /** Counts one packet. */
  public void saw(long nanos, int ipOctets) {
    if (packets == 0) {
      startNanos = nanos;
    }
    endNanos = nanos;
    packets++;
    octets += ipOctets;
    if (episode != null) {
      episode.sawPacket(nanos);
    }
  }

  /** Joins the flows that are open, as the newest; answers with itself. */
  Flow follow(@Nullable Flow newest) {
    open = true;
    older = newest;
    if (newest != null) {
      newest.newer = this;
    }
    return this;
  }

  /** Leaves the flows that are open; answers with the newest of the rest. */
  @Nullable Flow leave(@Nullable Flow newest) {
    open = false;
    if (older != null) {
      older.newer = newer;
    }
    if (newer != null) {
      newer.older = older;
    }
    Flow left = newest == this ? older : newest;
    older = null;
    newer = null;
    return left;
  }

  boolean isOpen() {
    return open;
  }

  /** The flow that was opened before it and is still open. */
  @Nullable Flow older() {
    return older;
  }
}
