package io.mudlark.generator.conversation;

import io.mudlark.flow.TcpFlags;
import io.mudlark.generator.network.Habitat;
import io.mudlark.generator.network.Passage;
import io.mudlark.generator.packet.Payload;
import io.mudlark.generator.packet.TcpSegment;
import io.mudlark.generator.timeline.Chance;
import io.mudlark.generator.timeline.Event;
import io.mudlark.generator.truth.Flow;
import java.util.Iterator;

/**
 * One TCP connection from its SYN to its last ACK: handshake, segments of at most 1,448 octets, an
 * acknowledgement for every second one, and an orderly close.
 *
 * <p>It is seen beside the client or beside the server, so that what the far side sends arrives a
 * round-trip time after what it answers. When the scenario ends first, the rest is not seen.
 */
public final class TcpConversation implements Event {
  private static final int SEGMENT = 1_448;
  private static final long LOCAL_NANOS = 180_000;
  private static final long SERIAL_NANOS = 24_000;
  private static final long FIRST_TIMEOUT_NANOS = 1_000_000_000;
  private static final long TIMEOUT_NANOS = 230_000_000;

  /** After so many losses the next packet arrives, so that every conversation goes on. */
  private static final int MAX_ATTEMPTS = 4;

  private enum Phase {
    SYN,
    SYN_ACK,
    ESTABLISH,
    SPEAK,
    ACKNOWLEDGE,
    CLOSE,
    CLOSE_ANSWER,
    LAST_ACK
  }

  private final Habitat habitat;
  private final Flow flow;
  private final Iterator<Turn> turns;
  private final long roundTripNanos;
  private final Event then;
  private Phase phase = Phase.SYN;
  private Turn turn = Turn.client(Payload.NONE, 0);
  private int said;
  private int unacknowledged;
  private int attempts;
  private int overtook;
  private int clientNext;
  private int serverNext;

  private TcpConversation(
      Habitat habitat, Flow flow, Iterator<Turn> turns, Chance chance, Event then) {
    this.habitat = habitat;
    this.flow = flow;
    this.turns = turns;
    this.then = then;
    boolean near =
        habitat.site().v4().contains(flow.key(true).destination())
            && habitat.site().v4().contains(flow.key(true).source());
    this.roundTripNanos = near ? chance.around(1_200_000, 40) : chance.around(19_000_000, 40);
    this.clientNext = chance.nextInt();
    this.serverNext = chance.nextInt();
  }

  /**
   * Begins a connection.
   *
   * @param turns what is said, asked for one turn at a time; it may never end
   * @param then happens after the last ACK, never when the scenario ends first
   */
  public static void begin(
      Habitat habitat, long atNanos, Flow flow, Iterator<Turn> turns, Chance chance, Event then) {
    habitat.timeline().at(atNanos, new TcpConversation(habitat, flow, turns, chance, then));
  }

  /** Begins a connection after which nothing follows. */
  public static void begin(
      Habitat habitat, long atNanos, Flow flow, Iterator<Turn> turns, Chance chance) {
    begin(habitat, atNanos, flow, turns, chance, now -> {});
  }

  @Override
  public void happen(long now) {
    if (isLost(now)) {
      return;
    }
    attempts = 0;
    switch (phase) {
      case SYN:
        emit(now);
        clientNext++;
        next(Phase.SYN_ACK, now + roundTripNanos);
        break;
      case SYN_ACK:
        emit(now);
        serverNext++;
        next(Phase.ESTABLISH, now + LOCAL_NANOS);
        break;
      case ESTABLISH:
        bare(now, true, TcpFlags.ACK);
        turn(now);
        break;
      case SPEAK:
        speak(now);
        break;
      case ACKNOWLEDGE:
        acknowledge(now);
        break;
      default:
        close(now);
        break;
    }
  }

  /** Sends what the phase has to send, without going on. */
  private void emit(long now) {
    switch (phase) {
      case SYN:
        send(now, true, TcpSegment.opening(TcpFlags.SYN, clientNext, 0), Payload.NONE);
        break;
      case SYN_ACK:
        int synAck = TcpFlags.SYN | TcpFlags.ACK;
        send(now, false, TcpSegment.opening(synAck, serverNext, clientNext), Payload.NONE);
        break;
      case SPEAK:
        say(now, 0);
        break;
      default:
        bare(now, phase == Phase.CLOSE, TcpFlags.FIN | TcpFlags.ACK);
        break;
    }
  }

  /**
   * Whether the packet of this phase does not arrive: then it is sent again after a time-out (RFC
   * 6298: a second at first when nothing was measured yet, twice as long each time). When more is
   * on its way behind it, the other side asks for it sooner by repeating its acknowledgement.
   */
  private boolean isLost(long now) {
    boolean data = phase == Phase.SPEAK;
    boolean sends =
        data
            ? said < turn.payload().length()
            : phase == Phase.SYN
                || phase == Phase.SYN_ACK
                || phase == Phase.CLOSE
                || phase == Phase.CLOSE_ANSWER;
    if (!sends || overtook > 0 || attempts == MAX_ATTEMPTS) {
      return false;
    }
    Passage passage = habitat.wire().passage();
    if (passage == Passage.ARRIVED) {
      return false;
    }
    if (passage == Passage.LOST_BEHIND_TAP) {
      emit(now);
    } else if (data && attempts == 0 && said + SEGMENT < turn.payload().length()) {
      overtook = say(now, SEGMENT);
      long asked = now + (turn.fromClient() ? roundTripNanos : LOCAL_NANOS);
      habitat.timeline().at(asked, then -> bare(then, !turn.fromClient(), TcpFlags.ACK));
      next(phase, asked + LOCAL_NANOS + roundTripNanos);
      return true;
    }
    long first = phase == Phase.SYN || phase == Phase.SYN_ACK ? FIRST_TIMEOUT_NANOS : TIMEOUT_NANOS;
    next(phase, now + (first << attempts));
    attempts++;
    return true;
  }

  private void close(long now) {
    if (phase == Phase.CLOSE) {
      emit(now);
      clientNext++;
      next(Phase.CLOSE_ANSWER, now + roundTripNanos);
    } else if (phase == Phase.CLOSE_ANSWER) {
      emit(now);
      serverNext++;
      next(Phase.LAST_ACK, now + LOCAL_NANOS);
    } else {
      bare(now, true, TcpFlags.ACK);
      habitat.wire().close(flow);
      then.happen(now);
    }
  }

  private void turn(long now) {
    if (!turns.hasNext()) {
      next(Phase.CLOSE, now + LOCAL_NANOS);
      return;
    }
    turn = turns.next();
    said = 0;
    unacknowledged = 0;
    next(Phase.SPEAK, now + Math.max(turn.pauseNanos(), SERIAL_NANOS));
  }

  private void speak(long now) {
    Payload part = turn.payload().slice(said, SEGMENT);
    if (part.length() == 0) {
      probe(now);
      return;
    }
    emit(now);
    int gone = part.length() + overtook;
    unacknowledged = overtook > 0 ? 2 : unacknowledged + 1;
    overtook = 0;
    said += gone;
    if (turn.fromClient()) {
      clientNext += gone;
    } else {
      serverNext += gone;
    }
    boolean last = said == turn.payload().length();
    if (last || unacknowledged == 2) {
      next(Phase.ACKNOWLEDGE, now + (turn.fromClient() ? roundTripNanos : LOCAL_NANOS));
    } else {
      next(Phase.SPEAK, now + SERIAL_NANOS);
    }
  }

  /** Sends the part that lies {@code ahead} of what was said; answers with its length. */
  private int say(long now, int ahead) {
    Payload part = turn.payload().slice(said + ahead, SEGMENT);
    boolean last = said + ahead + part.length() == turn.payload().length();
    int flags = last ? TcpFlags.PSH | TcpFlags.ACK : TcpFlags.ACK;
    send(now, turn.fromClient(), segment(turn.fromClient(), flags, ahead), part);
    return part.length();
  }

  /** A keep-alive repeats the octet before the next one, without carrying it. */
  private void probe(long now) {
    send(now, turn.fromClient(), segment(turn.fromClient(), TcpFlags.ACK, -1), Payload.NONE);
    next(Phase.ACKNOWLEDGE, now + (turn.fromClient() ? roundTripNanos : LOCAL_NANOS));
  }

  private void acknowledge(long now) {
    bare(now, !turn.fromClient(), TcpFlags.ACK);
    unacknowledged = 0;
    if (said < turn.payload().length()) {
      next(Phase.SPEAK, now + SERIAL_NANOS);
    } else {
      turn(now);
    }
  }

  private TcpSegment segment(boolean fromClient, int flags, int shift) {
    return fromClient
        ? TcpSegment.of(flags, clientNext + shift, serverNext)
        : TcpSegment.of(flags, serverNext + shift, clientNext);
  }

  private void bare(long now, boolean fromClient, int flags) {
    send(now, fromClient, segment(fromClient, flags, 0), Payload.NONE);
  }

  private void send(long now, boolean fromClient, TcpSegment segment, Payload payload) {
    habitat.wire().send(now, flow, fromClient, segment, payload);
  }

  private void next(Phase next, long atNanos) {
    phase = next;
    habitat.timeline().at(atNanos, this);
  }
}
