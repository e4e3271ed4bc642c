package io.mudlark.generator.attack;

import io.mudlark.flow.IpAddress;
import io.mudlark.generator.conversation.TcpConversation;
import io.mudlark.generator.conversation.Turn;
import io.mudlark.generator.network.Endpoint;
import io.mudlark.generator.network.Habitat;
import io.mudlark.generator.network.Station;
import io.mudlark.generator.network.Wire;
import io.mudlark.generator.timeline.Chance;
import io.mudlark.generator.timeline.Event;
import io.mudlark.generator.truth.Episode;
import io.mudlark.generator.truth.Flow;
import java.util.List;

/**
 * One attack at one site, for some time.
 *
 * @param habitat where
 * @param device the device that suffers or, compromised, does it
 * @param episode what its flows are labelled with
 * @param startNanos when it begins, nanoseconds since the Unix epoch
 * @param endNanos when it stops
 * @param chance its own chance
 */
public record Engagement(
    Habitat habitat,
    Station device,
    Episode episode,
    long startNanos,
    long endNanos,
    Chance chance) {
  /** The observed link of the site. */
  public Wire wire() {
    return habitat.wire();
  }

  /** Schedules what the attacker does at a moment. */
  public void at(long nanos, Event event) {
    habitat.timeline().at(nanos, event);
  }

  /** Does something again and again, in nearly even steps, while the attack lasts. */
  public void repeat(long stepNanos, int jitterPercent, Event event) {
    at(startNanos, now -> repeat(now, stepNanos, jitterPercent, event));
  }

  /** The same, from a moment on. */
  public void repeat(long now, long stepNanos, int jitterPercent, Event event) {
    event.happen(now);
    long next = now + chance.around(stepNanos, jitterPercent);
    if (next < endNanos) {
      at(next, then -> repeat(then, stepNanos, jitterPercent, event));
    }
  }

  /** The end of a host beyond the gateway. */
  public Endpoint far(IpAddress address) {
    return habitat.site().far(address);
  }

  /** A TCP flow that the device opens, labelled with the episode. */
  public Flow tcpFromDevice(Endpoint to, int port) {
    return wire().tcp(device.endTowards(to.address()), device.nextPort(), to, port, episode);
  }

  /** A TCP flow that a far host opens to the device, labelled with the episode. */
  public Flow tcpToDevice(IpAddress from, int sourcePort, int port) {
    return wire().tcp(far(from), sourcePort, device.endTowards(from), port, episode);
  }

  /** A complete TCP connection on a flow. */
  public void converse(long now, Flow flow, List<Turn> turns) {
    TcpConversation.begin(habitat, now, flow, turns.iterator(), chance);
  }
}
