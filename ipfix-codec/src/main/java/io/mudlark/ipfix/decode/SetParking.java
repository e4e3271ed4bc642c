package io.mudlark.ipfix.decode;

import io.mudlark.ipfix.ledger.DecodeFate;
import io.mudlark.ipfix.ledger.LossLedger;
import io.mudlark.ipfix.wire.MessageHeader;
import io.mudlark.ipfix.wire.Protocol;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Data sets that wait for their template, bounded in number, octets and age. */
final class SetParking {
  private final DecodeLimits.Parking limits;
  private final LossLedger ledger;
  private final ArrayDeque<ParkedSet> sets = new ArrayDeque<>();
  private int octets;

  /**
   * A data set without a template.
   *
   * @param templateId its set id
   * @param header of its message
   * @param known records of that message that could be counted when it came
   * @param receiveNanos when it came
   * @param bytes of the set, its header excluded
   */
  record ParkedSet(
      int templateId, MessageHeader header, int known, long receiveNanos, byte[] bytes) {}

  SetParking(DecodeLimits.Parking limits, LossLedger ledger) {
    this.limits = limits;
    this.ledger = ledger;
  }

  /** Puts a set aside, giving up older ones when there is no room. */
  void park(ParkedSet set) {
    expire(set.receiveNanos());
    if (set.bytes().length > limits.octets() || limits.sets() == 0) {
      giveUp(set);
      return;
    }
    while (sets.size() >= limits.sets() || octets + set.bytes().length > limits.octets()) {
      ParkedSet oldest = sets.removeFirst();
      octets -= oldest.bytes().length;
      giveUp(oldest);
    }
    sets.addLast(set);
    octets += set.bytes().length;
    ledger.count(DecodeFate.SETS_PARKED);
  }

  /** Takes out the sets of a template in the order in which they came. */
  List<ParkedSet> take(Protocol protocol, int templateId, long nowNanos) {
    expire(nowNanos);
    List<ParkedSet> taken = new ArrayList<>();
    for (Iterator<ParkedSet> i = sets.iterator(); i.hasNext(); ) {
      ParkedSet set = i.next();
      if (set.templateId() == templateId && set.header().protocol() == protocol) {
        i.remove();
        octets -= set.bytes().length;
        taken.add(set);
      }
    }
    return taken;
  }

  /** Other sets of the same message lie behind so many more records that are counted now. */
  void counted(MessageHeader header, int records) {
    int size = sets.size();
    for (int i = 0; i < size; i++) {
      ParkedSet set = sets.removeFirst();
      boolean same = set.header().equals(header);
      sets.addLast(
          same
              ? new ParkedSet(
                  set.templateId(), header, set.known() + records, set.receiveNanos(), set.bytes())
              : set);
    }
  }

  private void expire(long nowNanos) {
    while (!sets.isEmpty() && nowNanos - sets.getFirst().receiveNanos() > limits.ageNanos()) {
      ParkedSet oldest = sets.removeFirst();
      octets -= oldest.bytes().length;
      giveUp(oldest);
    }
  }

  /** No template will come any more. */
  void giveUpAll() {
    sets.forEach(this::giveUp);
    sets.clear();
    octets = 0;
  }

  private void giveUp(ParkedSet set) {
    ledger.count(DecodeFate.SETS_UNDECODABLE);
    ledger.count(DecodeFate.OCTETS_UNDECODABLE, set.bytes().length);
  }

  int size() {
    return sets.size();
  }

  void writeTo(DataOutput out) throws IOException {
    out.writeInt(sets.size());
    for (ParkedSet set : sets) {
      MessageHeader header = set.header();
      out.writeShort(set.templateId());
      out.writeByte(header.protocol().version());
      out.writeInt(header.length());
      out.writeInt(header.count());
      out.writeLong(header.exportNanos());
      out.writeLong(header.sysUptimeMillis());
      out.writeLong(header.sequence());
      out.writeLong(header.domain());
      out.writeShort(header.sampling());
      out.writeInt(set.known());
      out.writeLong(set.receiveNanos());
      out.writeInt(set.bytes().length);
      out.write(set.bytes());
    }
  }

  void readFrom(DataInput in) throws IOException {
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      int templateId = in.readUnsignedShort();
      Protocol protocol = Protocol.ofVersion(in.readUnsignedByte());
      if (protocol == null) {
        throw new IOException("a parked set of no known protocol");
      }
      MessageHeader header =
          new MessageHeader(
              protocol,
              in.readInt(),
              in.readInt(),
              in.readLong(),
              in.readLong(),
              in.readLong(),
              in.readLong(),
              in.readUnsignedShort());
      int known = in.readInt();
      long receiveNanos = in.readLong();
      byte[] bytes = new byte[in.readInt()];
      in.readFully(bytes);
      sets.addLast(new ParkedSet(templateId, header, known, receiveNanos, bytes));
      octets += bytes.length;
    }
  }
}
