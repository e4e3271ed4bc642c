package io.mudlark.mudscope.reject;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mudlark.probe.capture.CapturedPacket;
import java.util.SortedSet;

/** Decides packet by packet, and keeps the books. */
interface PacketFilter {
  Decision decide(CapturedPacket packet);

  /** Packets of one kind so far. */
  long count(Decision decision);

  /** Names in the rules without an address so far: their rules match nothing. */
  SortedSet<String> unresolved();

  /** The books as MUDscope's register writes them. */
  ObjectNode register();
}
