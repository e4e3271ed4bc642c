package io.mudlark.probe.point;

import io.mudlark.flow.FlowRecord;
import io.mudlark.flow.NameBinding;
import io.mudlark.flow.application.ExchangeEnd;
import io.mudlark.ledger.Tally;
import io.mudlark.probe.capture.CapturedPacket;
import io.mudlark.probe.capture.InputProblem;
import io.mudlark.probe.dns.DnsTap;
import io.mudlark.probe.exchange.ExchangeConfig;
import io.mudlark.probe.exchange.ExchangeMeter;
import io.mudlark.probe.meter.FlowMeter;
import io.mudlark.probe.meter.MeterConfig;
import io.mudlark.probe.packet.Counts;
import io.mudlark.probe.packet.Dissector;
import io.mudlark.probe.packet.Fate;
import io.mudlark.probe.packet.Note;
import io.mudlark.probe.packet.PacketView;
import io.mudlark.probe.tls.TlsProtocol;
import io.mudlark.stream.Observation;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A place where traffic was captured: all its captures, merged by time, through one meter, one DNS
 * view, as one stream of observations.
 *
 * <p>The same captures give the same observations, however they are named and in whatever order.
 * The tallies of the book of packets add up to the packets of all readable files.
 */
public final class ObservationPoint implements AutoCloseable {
  private final String site;
  private final CaptureSelection selection;
  private final CaptureMerge merge;
  private final FlowMeter meter;
  private final DnsTap dns;
  private final @Nullable ExchangeMeter exchanges;
  private final Dissector dissector = new Dissector();
  private final PacketView view = new PacketView();
  private final Counts<Fate> fates = new Counts<>(Fate.class);
  private Consumer<Observation> out = observation -> {};
  private long clockNanos;
  private long packetsRead;
  private long octetsRead;
  private boolean ended;

  private ObservationPoint(
      String site,
      CaptureSelection selection,
      PointConfig config,
      Consumer<InputProblem> problems) {
    this.site = site;
    this.selection = selection;
    this.merge = new CaptureMerge(selection.chosen(), problems);
    this.meter = new FlowMeter(site, config.meter(), this::emit);
    this.exchanges = exchanges(config);
    this.dns = new DnsTap(site, this::emit);
    this.packetsRead = selection.setAside().sum();
    this.octetsRead = selection.setAsideOctets();
  }

  /**
   * Exchanges never wait longer than flows do, so that none is emitted after its watermark. What
   * TLS clients say in clear goes to the flows of their connections.
   */
  private @Nullable ExchangeMeter exchanges(PointConfig config) {
    if (config.applications().isEmpty()) {
      return null;
    }
    MeterConfig flows = config.meter();
    ExchangeConfig beside = ExchangeConfig.beside(flows.idleTimeout(), flows.activeTimeout());
    ExchangeMeter all = new ExchangeMeter(site, beside, this::emit);
    for (Application application : Application.values()) {
      if (config.applications().contains(application)) {
        application.addTo(all);
      }
    }
    all.add(new TlsProtocol(all.budget(), TlsProtocol.PORTS, meter::annotate));
    return all;
  }

  /**
   * Looks through the files once. What cannot be read becomes a problem and a note, never an
   * exception.
   *
   * @param site the name of the place, which becomes the observation point of every flow
   * @param files captures in any order
   * @param problems takes each problem once, now or while reading
   */
  public static ObservationPoint open(
      String site, List<Path> files, MeterConfig config, Consumer<InputProblem> problems) {
    return open(site, files, PointConfig.flowsOnly(config), problems);
  }

  /** The same, with the exchanges of application protocols where the settings ask for them. */
  public static ObservationPoint open(
      String site, List<Path> files, PointConfig config, Consumer<InputProblem> problems) {
    CaptureSelection selection = new CaptureSelection(files, CaptureSelection.MAX_SORTED, problems);
    return new ObservationPoint(site, selection, config, problems);
  }

  /**
   * Reads one packet and emits what falls out of it: flows, bindings, exchanges. When no packet is
   * left, emits the open flows, the tallies and, if there was any packet at all, the end mark;
   * these carry the time of the last packet, or 0 if no packet had a time.
   *
   * @return false when everything has been emitted
   */
  public boolean advance(Consumer<Observation> observations) {
    if (ended) {
      return false;
    }
    out = observations;
    CapturedPacket packet = merge.next();
    if (packet == null) {
      finish();
      return false;
    }
    clockNanos = packet.timeNanos();
    packetsRead++;
    octetsRead += packet.length();
    Fate fate = dissector.dissect(packet, view);
    fates.add(fate);
    if (fate == Fate.METERED) {
      meter.accept(view);
      dns.accept(view);
      if (exchanges != null) {
        exchanges.accept(view);
      }
    } else {
      meter.advanceTo(clockNanos);
      if (exchanges != null) {
        exchanges.advanceTo(clockNanos);
      }
    }
    return true;
  }

  private void emit(FlowRecord flow) {
    out.accept(Observation.of(flow));
  }

  private void emit(NameBinding binding) {
    out.accept(Observation.of(binding));
  }

  private void finish() {
    ended = true;
    meter.flush();
    if (exchanges != null) {
      exchanges.flush();
    }
    fates.add(Fate.LOST_FILE, merge.lost());
    packetsRead += merge.lost();
    for (Fate fate : Fate.values()) {
      long count = fates.count(fate) + selection.setAside().count(fate);
      if (count > 0) {
        tally(new Tally(site, Tally.Book.PACKETS, fate.text(), count, count));
      }
    }
    for (Note note : Note.values()) {
      note(note.text(), dissector.notes().count(note));
    }
    note("dns-bindings", dns.bindings());
    note("dns-malformed", dns.malformed());
    note("dns-incomplete", dns.incomplete());
    note("flows-evicted", meter.evicted());
    note("connections-forgotten", meter.forgotten());
    note("packets-out-of-order", selection.backwards());
    note("files-unreadable", selection.unreadableFiles() + merge.lostFiles());
    note("files-duplicate", selection.duplicateFiles());
    note("files-overlapping", selection.overlappingFiles());
    note("input-problems", selection.problemCount() + merge.lostFiles());
    if (exchanges != null) {
      exchangeNotes(exchanges);
    }
    if (packetsTotal() > 0) {
      out.accept(Observation.end(site, clockNanos));
    }
  }

  private void exchangeNotes(ExchangeMeter meter) {
    for (ExchangeEnd end : ExchangeEnd.values()) {
      note("exchanges-" + ExchangeMeter.word(end), meter.ended(end));
    }
    meter.notes(this::note);
  }

  private void note(String fate, long count) {
    if (count > 0) {
      tally(new Tally(site, Tally.Book.NOTES, fate, count, 0));
    }
  }

  private void tally(Tally tally) {
    out.accept(Observation.of(tally, clockNanos));
  }

  /** Time of the last packet read, nanoseconds since the Unix epoch; 0 before the first one. */
  public long clockNanos() {
    return clockNanos;
  }

  /** Packets done with so far, including those of files that are not read. */
  public long packetsRead() {
    return packetsRead;
  }

  /** Packets of all readable files; {@link #packetsRead} is equal to it in the end. */
  public long packetsTotal() {
    return selection.packets();
  }

  /** Captured octets done with so far. */
  public long octetsRead() {
    return octetsRead;
  }

  /** Captured octets of all readable files. */
  public long octetsTotal() {
    return selection.octets();
  }

  @Override
  public void close() {
    merge.close();
  }
}
