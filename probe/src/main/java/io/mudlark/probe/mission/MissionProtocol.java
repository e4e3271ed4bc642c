package io.mudlark.probe.mission;

import io.mudlark.probe.exchange.ExchangeMeter;
import io.mudlark.probe.packet.Counts;
import io.mudlark.probe.tcp.OctetBudget;
import io.mudlark.probe.tcp.StreamDecoder;
import io.mudlark.probe.tcp.StreamProtocol;
import io.mudlark.probe.tcp.StreamSegment;
import io.mudlark.probe.tcp.TcpConnection;
import java.util.Set;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * MQTT as MISSION's probe reads it ({@code --compat mission}): one control packet per segment, no
 * timeouts, correlation data by search, IPv4 only. Packets on which it would end are skipped.
 */
public final class MissionProtocol implements StreamProtocol {
  /** The original has no limit; this one keeps a flood from filling the memory. */
  private static final int MAX_FLOWS = 100_000;

  private final Set<Integer> ports;
  private final OctetBudget budget;
  private final Counts<MissionNote> notes = new Counts<>(MissionNote.class);
  private final MissionTable table;

  /**
   * Makes the protocol for this meter; adding it there is up to the caller.
   *
   * @param ports TCP ports that speak MQTT, 1883 in the original
   */
  public MissionProtocol(ExchangeMeter meter, Set<Integer> ports) {
    this(meter, ports, MAX_FLOWS);
  }

  /** The same with a limit of open flows, and of clients. */
  public MissionProtocol(ExchangeMeter meter, Set<Integer> ports, int maxFlows) {
    this.ports = Set.copyOf(ports);
    this.budget = meter.budget();
    this.table = new MissionTable(meter.table(), notes, maxFlows);
  }

  @Override
  public boolean isPort(int port) {
    return ports.contains(port);
  }

  @Override
  public @Nullable StreamDecoder begin(TcpConnection connection, StreamSegment first) {
    return new MissionDecoder(table, notes, connection, budget);
  }

  /** What was noted so far. */
  public Counts<MissionNote> notes() {
    return notes;
  }

  /** Flows that wait for more packets, which the original never exports. */
  public int open() {
    return table.size();
  }

  @Override
  public void notes(ObjLongConsumer<String> sink) {
    for (MissionNote note : MissionNote.values()) {
      sink.accept(note.text(), note == MissionNote.OPEN ? table.size() : notes.count(note));
    }
  }
}
