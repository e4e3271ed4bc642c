package io.mudlark.mudscope.netflows.nfdump;

/** A flow of both directions as {@code nfdump -B} adds it up from the flows of one file. */
final class Biflow {
  final UniflowKey key;
  long firstMillis;
  long lastMillis;
  long inPackets;
  long inOctets;
  long outPackets;
  long outOctets;
  int tcpFlags;

  /** Its first record, which gives the latencies. */
  final UniflowRecord first;

  Biflow(UniflowRecord record) {
    key = record.key();
    first = record;
    firstMillis = record.firstMillis();
    lastMillis = record.lastMillis();
    addIn(record);
  }

  void addIn(UniflowRecord record) {
    inPackets += record.packets();
    inOctets += record.octets();
    extend(record);
  }

  void addOut(UniflowRecord record) {
    outPackets += record.packets();
    outOctets += record.octets();
    extend(record);
  }

  private void extend(UniflowRecord record) {
    firstMillis = Math.min(firstMillis, record.firstMillis());
    lastMillis = Math.max(lastMillis, record.lastMillis());
    tcpFlags |= record.tcpFlags();
  }
}
