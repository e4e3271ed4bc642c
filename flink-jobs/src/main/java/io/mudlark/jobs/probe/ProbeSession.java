package io.mudlark.jobs.probe;

import io.mudlark.flow.FlowRecord;
import io.mudlark.flow.application.ExchangeEnd;
import io.mudlark.probe.capture.CapturedPacket;
import io.mudlark.probe.exchange.ExchangeMeter;
import io.mudlark.probe.export.FlowExporter;
import io.mudlark.probe.meter.FlowMeter;
import io.mudlark.probe.meter.MeterConfig;
import io.mudlark.probe.packet.Counts;
import io.mudlark.probe.packet.Dissector;
import io.mudlark.probe.packet.Fate;
import io.mudlark.probe.packet.Note;
import io.mudlark.probe.packet.PacketView;
import io.mudlark.probe.tls.TlsProtocol;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Packets of one place, live or from files: through the dissector, the exchange meter and perhaps
 * the flow meter to the exporter. Used by one thread.
 */
public final class ProbeSession {
  private static final String LOST = "export-messages-lost";

  private final ExchangeMeter exchanges;
  private final @Nullable FlowMeter flows;
  private final FlowExporter exporter;
  private final LongSupplier exportNanos;
  private final Consumer<FlowRecord> tap;
  private final Dissector dissector = new Dissector();
  private final PacketView view = new PacketView();
  private final Counts<Fate> fates = new Counts<>(Fate.class);
  private long packets;
  private long records;

  /**
   * @param exporter takes the records; the caller closes it
   * @param exportNanos the export time of the next record, nanoseconds since the Unix epoch
   * @param tap sees each record after it was handed to the exporter
   */
  public ProbeSession(
      ProbeSetup setup, FlowExporter exporter, LongSupplier exportNanos, Consumer<FlowRecord> tap) {
    this.exporter = exporter;
    this.exportNanos = exportNanos;
    this.tap = tap;
    this.exchanges = new ExchangeMeter(setup.site(), setup.exchanges(), this::export);
    this.flows =
        setup.flows() ? new FlowMeter(setup.site(), MeterConfig.DEFAULT, this::export) : null;
    for (ProbeProtocol protocol : new TreeSet<>(setup.ports().keySet())) {
      protocol.addTo(exchanges, setup.ports().getOrDefault(protocol, Set.of()), setup);
    }
    FlowMeter meter = flows;
    if (meter != null) {
      exchanges.add(new TlsProtocol(exchanges.budget(), TlsProtocol.PORTS, meter::annotate));
    }
  }

  private void export(FlowRecord record) {
    records++;
    exporter.export(record, exportNanos.getAsLong());
    tap.accept(record);
  }

  /** Takes a packet. */
  public void accept(CapturedPacket packet) {
    packets++;
    Fate fate = dissector.dissect(packet, view);
    fates.add(fate);
    FlowMeter meter = flows;
    if (fate == Fate.METERED) {
      if (meter != null) {
        meter.accept(view);
      }
      exchanges.accept(view);
    } else if (packet.timeNanos() != CapturedPacket.NO_TIME) {
      advanceTo(packet.timeNanos());
    }
  }

  /** Counts packets that have no time, and can be in no flow. */
  public void passOver(long withoutTime) {
    packets += withoutTime;
    fates.add(Fate.WITHOUT_TIME, withoutTime);
  }

  /** Gives up what has waited too long at this time. */
  public void advanceTo(long nanos) {
    exchanges.advanceTo(nanos);
    FlowMeter meter = flows;
    if (meter != null) {
      meter.advanceTo(nanos);
    }
  }

  /** Sends what has waited long enough for others to share its message. */
  public void tick() {
    exporter.tick(exportNanos.getAsLong());
  }

  /** Emits everything that is open, and sends everything that waits. */
  public void finish() {
    exchanges.flush();
    FlowMeter meter = flows;
    if (meter != null) {
      meter.flush();
    }
    exporter.flush(exportNanos.getAsLong());
  }

  /** Packets taken. */
  public long packets() {
    return packets;
  }

  /** Records handed to the exporter. */
  public long records() {
    return records;
  }

  /** Messages that are known not to have reached the collector. */
  public long lost() {
    AtomicLong lost = new AtomicLong();
    exporter.notes((word, count) -> lost.addAndGet(word.equals(LOST) ? count : 0));
    return lost.get();
  }

  /** Exchanges that ended like this. */
  public long ended(ExchangeEnd end) {
    return exchanges.ended(end);
  }

  /** Exchanges that wait for an answer at present. */
  public int open() {
    return exchanges.table().size();
  }

  /**
   * Passes on every count that is not zero: fates of packets, ends of exchanges, notes, exports.
   */
  public void account(ObjLongConsumer<String> sink) {
    ObjLongConsumer<String> some =
        (word, count) -> {
          if (count != 0) {
            sink.accept(word, count);
          }
        };
    some.accept("packets", packets);
    for (Fate fate : Fate.values()) {
      some.accept("packets-" + fate.text(), fates.count(fate));
    }
    for (Note note : Note.values()) {
      some.accept(note.text(), dissector.notes().count(note));
    }
    for (ExchangeEnd end : ExchangeEnd.values()) {
      some.accept("exchanges-" + ExchangeMeter.word(end), exchanges.ended(end));
    }
    exchanges.notes(some);
    exporter.notes(some);
  }
}
