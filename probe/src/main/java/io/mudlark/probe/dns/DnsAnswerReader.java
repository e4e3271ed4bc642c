package io.mudlark.probe.dns;

import io.mudlark.flow.IpAddress;
import io.mudlark.flow.MacAddress;
import io.mudlark.flow.NameBinding;
import io.mudlark.probe.packet.PacketView;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the answers of unicast DNS (RFC 1035) into name bindings: one for the name that was asked
 * for and one for every alias between it and the addresses.
 */
public final class DnsAnswerReader {
  private static final int RESPONSE = 0x8000;
  private static final int OPCODE = 0x7800;
  private static final int RCODE = 0x000F;
  private static final int INTERNET = 1;
  private static final int A = 1;
  private static final int CNAME = 5;
  private static final int AAAA = 28;

  private final String observationPoint;

  public DnsAnswerReader(String observationPoint) {
    this.observationPoint = observationPoint;
  }

  /**
   * Reads one message and passes its bindings on, the name asked for first.
   *
   * @param packet the packet that brought it, from the server to the asker
   * @param offset index in the packet's buffer of the message's first octet
   * @param length octets of the message
   */
  public DnsOutcome read(
      PacketView packet, int offset, int length, Consumer<NameBinding> bindings) {
    DnsCursor cursor = new DnsCursor(packet.buffer(), offset, length);
    cursor.u16();
    int flags = cursor.u16();
    int questions = cursor.u16();
    int answers = cursor.u16();
    cursor.u32();
    if (cursor.failed()) {
      return DnsOutcome.MALFORMED;
    }
    if ((flags & RESPONSE) == 0 || (flags & OPCODE) != 0) {
      return DnsOutcome.NOT_AN_ANSWER;
    }
    if ((flags & RCODE) != 0 || questions != 1) {
      return DnsOutcome.NO_ADDRESSES;
    }
    DnsAnswer answer = records(cursor, answers);
    if (answer == null) {
      return DnsOutcome.MALFORMED;
    }
    List<DnsAnswer.Bound> bound = answer.bound();
    bound.forEach(name -> bindings.accept(binding(packet, name)));
    return bound.isEmpty() ? DnsOutcome.NO_ADDRESSES : DnsOutcome.BOUND;
  }

  private static @Nullable DnsAnswer records(DnsCursor cursor, int answers) {
    String question = cursor.name();
    cursor.u32();
    if (question == null) {
      return null;
    }
    DnsAnswer answer = new DnsAnswer(question);
    for (int i = 0; i < answers && !cursor.failed(); i++) {
      record(cursor, answer);
    }
    return cursor.failed() ? null : answer;
  }

  private static void record(DnsCursor cursor, DnsAnswer answer) {
    String owner = cursor.name();
    int type = cursor.u16();
    int group = cursor.u16();
    long ttl = cursor.u32();
    // RFC 2181 8: a TTL with the highest bit set counts as 0.
    ttl = ttl > Integer.MAX_VALUE ? 0 : ttl;
    int length = cursor.u16();
    if (owner == null || cursor.failed()) {
      return;
    }
    if (group != INTERNET || (type != A && type != AAAA && type != CNAME)) {
      cursor.take(length);
    } else if (type == CNAME) {
      int start = cursor.position();
      String target = cursor.name();
      if (target != null && cursor.position() - start == length) {
        answer.addAlias(owner, target, ttl);
      } else {
        cursor.fail();
      }
    } else if (length == (type == A ? 4 : 16)) {
      byte[] octets = cursor.octets(length);
      if (!cursor.failed()) {
        answer.addAddress(owner, IpAddress.of(octets), ttl);
      }
    } else {
      cursor.fail();
    }
  }

  private NameBinding binding(PacketView packet, DnsAnswer.Bound bound) {
    long mac = packet.destinationMac();
    return new NameBinding(
        observationPoint,
        packet.timeNanos(),
        mac == PacketView.NO_MAC ? null : new MacAddress(mac),
        new IpAddress(packet.version(), packet.destinationHigh(), packet.destinationLow()),
        bound.name(),
        bound.addresses(),
        bound.ttlSeconds());
  }
}
