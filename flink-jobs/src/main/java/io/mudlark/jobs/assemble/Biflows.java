package io.mudlark.jobs.assemble;

import io.mudlark.flow.ContentHash;
import io.mudlark.flow.FlowId;
import io.mudlark.flow.FlowKey;
import io.mudlark.flow.FlowRecord;
import io.mudlark.flow.Initiation;
import io.mudlark.flow.IpProtocol;
import io.mudlark.flow.MacAddress;
import io.mudlark.flow.TcpFlags;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Makes one biflow (RFC 5103) of the two uniflows of a conversation.
 *
 * <p>The initiator is who sent the bare SYN; else, who began; when both began at the same time, as
 * with exporters that write one time for both directions, who has the port that is no service's:
 * the one from 1024 upwards, then the higher one.
 */
final class Biflows {
  private static final int FIRST_FREE_PORT = 1024;

  private static final Comparator<FlowRecord> INITIATOR_FIRST =
      Comparator.comparing((FlowRecord flow) -> flow.initiation() != Initiation.SYN)
          .thenComparing(Biflows::isAnswer)
          .thenComparingLong(FlowRecord::startNanos)
          .thenComparing(flow -> flow.key().sourcePort() < FIRST_FREE_PORT)
          .thenComparing(flow -> -flow.key().sourcePort())
          .thenComparing(flow -> flow.key().source())
          .thenComparing(FlowRecord::id);

  private Biflows() {}

  /** The biflow of two uniflows of opposite direction, whichever is named first. */
  static FlowRecord join(FlowRecord a, FlowRecord b) {
    boolean inOrder = INITIATOR_FIRST.compare(a, b) <= 0;
    FlowRecord initiator = inOrder ? a : b;
    FlowRecord responder = inOrder ? b : a;
    FlowRecord later = later(initiator, responder);
    FlowKey key = initiator.key();
    long start = Math.min(a.startNanos(), b.startNanos());
    return new FlowRecord(
        FlowId.of(initiator.observationPoint(), key, start, ordinal(initiator, responder)),
        initiator.observationPoint(),
        key,
        either(initiator.sourceMac(), responder.destinationMac()),
        either(initiator.destinationMac(), responder.sourceMac()),
        start,
        later.endNanos(),
        initiator.forward(),
        responder.forward(),
        initiation(initiator, responder),
        later.endReason(),
        initiator.origin(),
        initiator.application() == null ? responder.application() : initiator.application());
  }

  /** An ICMP answer did not begin the conversation, whatever the clocks say. */
  private static boolean isAnswer(FlowRecord flow) {
    int type = flow.key().icmpType();
    return flow.key().isIcmp()
        && (type == 0 || type == 14 || type == 18 || type == 129 || type == 140);
  }

  private static FlowRecord later(FlowRecord initiator, FlowRecord responder) {
    return responder.endNanos() > initiator.endNanos() ? responder : initiator;
  }

  private static Initiation initiation(FlowRecord initiator, FlowRecord responder) {
    if (initiator.key().protocol() != IpProtocol.TCP) {
      return Initiation.FIRST_PACKET;
    }
    if (initiator.initiation() == Initiation.SYN && responder.initiation() != Initiation.SYN) {
      return Initiation.SYN;
    }
    boolean handshake =
        (initiator.tcpFlags() & TcpFlags.SYN) != 0 && (responder.tcpFlags() & TcpFlags.SYN) != 0;
    boolean first = initiator.startNanos() < responder.startNanos();
    return handshake && first ? Initiation.SYN : Initiation.UNKNOWN;
  }

  /** Two conversations that share key and start differ in their uniflows' ids. */
  private static int ordinal(FlowRecord initiator, FlowRecord responder) {
    FlowId id =
        new ContentHash()
            .number(initiator.id().high())
            .number(initiator.id().low())
            .number(responder.id().high())
            .number(responder.id().low())
            .id();
    return (int) id.low();
  }

  private static @Nullable MacAddress either(@Nullable MacAddress a, @Nullable MacAddress b) {
    return a == null ? b : a;
  }
}
