package io.mudlark.probe.export;

import io.mudlark.flow.FlowRecord;
import io.mudlark.probe.mission.MissionWire;
import java.io.IOException;
import java.util.function.ObjLongConsumer;

/** Sends each answered MQTT exchange over IPv4 at once, as MISSION's probe does. */
public final class MissionExporter implements FlowExporter {
  private final MissionWire wire;
  private final ExportTarget target;
  private long exported;
  private long unsayable;

  /**
   * @param compat whether the original's oddities are kept in the message
   */
  public MissionExporter(boolean compat, ExportTarget target) {
    this.wire = new MissionWire(compat);
    this.target = target;
  }

  @Override
  public void export(FlowRecord flow, long nowNanos) {
    if (!MissionWire.accepts(flow)) {
      unsayable++;
      return;
    }
    target.session();
    target.send(wire.encode(flow, Math.floorDiv(nowNanos, 1_000_000_000L)));
    exported++;
  }

  @Override
  public void tick(long nowNanos) {
    // every record is a message of its own and sent at once
  }

  @Override
  public void flush(long nowNanos) {
    // as in tick
  }

  @Override
  public void notes(ObjLongConsumer<String> sink) {
    sink.accept("export-records", exported);
    sink.accept("export-records-not-in-this-format", unsayable);
    sink.accept("export-messages", target.sent());
    sink.accept("export-messages-lost", target.lost());
  }

  @Override
  public void close() throws IOException {
    target.close();
  }
}
