package io.mudlark.generator.conversation;

import io.mudlark.flow.TcpFlags;
import io.mudlark.generator.network.Habitat;
import io.mudlark.generator.network.Passage;
import io.mudlark.generator.packet.Payload;
import io.mudlark.generator.packet.TcpSegment;
import io.mudlark.generator.timeline.Chance;
import io.mudlark.generator.timeline.Event;
import io.mudlark.generator.truth.Flow;

/**
 * One TCP connection between two stations of a site on which either side may speak at any time,
 * until one closes it. What one side says is acknowledged by the other a little later.
 */
public final class TcpChannel {
  private static final int SEGMENT = 1_448;
  private static final long DELAY_NANOS = 150_000;
  private static final long SERIAL_NANOS = 12_000;
  private static final long TIMEOUT_NANOS = 210_000_000;

  private final Habitat habitat;
  private final Flow flow;
  private final Chance chance;
  private int clientNext;
  private int serverNext;
  private long clientBusyNanos;
  private long serverBusyNanos;
  private boolean closed;

  /** A connection of which nothing was seen yet. */
  public TcpChannel(Habitat habitat, Flow flow, Chance chance) {
    this.habitat = habitat;
    this.flow = flow;
    this.chance = chance;
    this.clientNext = chance.nextInt();
    this.serverNext = chance.nextInt();
  }

  /** Shakes hands; {@code then} happens when the client may speak. */
  public void open(long now, Event then) {
    send(now, true, TcpSegment.opening(TcpFlags.SYN, clientNext++, 0), Payload.NONE);
    long answer = now + delay();
    habitat
        .timeline()
        .at(
            answer,
            at -> {
              int flags = TcpFlags.SYN | TcpFlags.ACK;
              TcpSegment synAck = TcpSegment.opening(flags, serverNext++, clientNext);
              send(at, false, synAck, Payload.NONE);
            });
    habitat
        .timeline()
        .at(
            answer + delay(),
            at -> {
              bare(at, true, TcpFlags.ACK);
              then.happen(at);
            });
  }

  /** One side says something; answers when it has been said. Nothing is said after the end. */
  public long say(long now, boolean fromClient, Payload payload) {
    long at = Math.max(now, fromClient ? clientBusyNanos : serverBusyNanos);
    for (int said = 0; said < payload.length(); said += SEGMENT) {
      Payload part = payload.slice(said, SEGMENT);
      boolean last = said + part.length() == payload.length();
      habitat.timeline().at(at, when -> speak(when, fromClient, part, last));
      at += SERIAL_NANOS;
    }
    if (fromClient) {
      clientBusyNanos = at;
    } else {
      serverBusyNanos = at;
    }
    habitat.timeline().at(at + delay(), when -> acknowledge(when, !fromClient));
    return at;
  }

  private void speak(long now, boolean fromClient, Payload part, boolean last) {
    if (closed) {
      return;
    }
    int flags = last ? TcpFlags.PSH | TcpFlags.ACK : TcpFlags.ACK;
    TcpSegment segment = segment(fromClient, flags);
    send(now, fromClient, segment, part);
    if (habitat.wire().passage() != Passage.ARRIVED) {
      habitat.timeline().at(now + TIMEOUT_NANOS, when -> repeat(when, fromClient, segment, part));
    }
    if (fromClient) {
      clientNext += part.length();
    } else {
      serverNext += part.length();
    }
  }

  /** What was acknowledged, but the acknowledgement was lost behind the tap, is sent again. */
  private void repeat(long now, boolean fromClient, TcpSegment segment, Payload part) {
    if (!closed) {
      send(now, fromClient, segment, part);
      habitat.timeline().at(now + delay(), when -> acknowledge(when, !fromClient));
    }
  }

  private void acknowledge(long now, boolean fromClient) {
    if (!closed) {
      bare(now, fromClient, TcpFlags.ACK);
    }
  }

  /** The client closes in order, after what it is still saying; the truth about it is written. */
  public void close(long now) {
    long at = Math.max(now, Math.max(clientBusyNanos, serverBusyNanos)) + delay() * 2;
    habitat.timeline().at(at, this::finish);
  }

  private void finish(long now) {
    if (closed) {
      return;
    }
    closed = true;
    bare(now, true, TcpFlags.FIN | TcpFlags.ACK);
    clientNext++;
    long answer = now + delay();
    habitat
        .timeline()
        .at(
            answer,
            at -> {
              bare(at, false, TcpFlags.FIN | TcpFlags.ACK);
              serverNext++;
            });
    habitat
        .timeline()
        .at(
            answer + delay(),
            at -> {
              bare(at, true, TcpFlags.ACK);
              habitat.wire().close(flow);
            });
  }

  private long delay() {
    return chance.around(DELAY_NANOS, 40);
  }

  private TcpSegment segment(boolean fromClient, int flags) {
    return fromClient
        ? TcpSegment.of(flags, clientNext, serverNext)
        : TcpSegment.of(flags, serverNext, clientNext);
  }

  private void bare(long now, boolean fromClient, int flags) {
    send(now, fromClient, segment(fromClient, flags), Payload.NONE);
  }

  private void send(long now, boolean fromClient, TcpSegment segment, Payload payload) {
    habitat.wire().send(now, flow, fromClient, segment, payload);
  }
}
