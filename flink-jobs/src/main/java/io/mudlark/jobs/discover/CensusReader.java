package io.mudlark.jobs.discover;

import io.mudlark.flow.FlowRecord;
import io.mudlark.ipfix.decode.DecodeSettings;
import io.mudlark.ipfix.record.FlowAssembler;
import io.mudlark.ipfix.template.TemplateBudget;
import io.mudlark.jobs.config.Reasons;
import io.mudlark.ledger.Tally;
import io.mudlark.probe.meter.MeterConfig;
import io.mudlark.probe.point.ObservationPoint;
import io.mudlark.source.datagram.DatagramReader;
import io.mudlark.source.datagram.ExportDatagram;
import io.mudlark.source.datagram.RecordedExports;
import io.mudlark.source.datagram.UnreadableExports;
import io.mudlark.source.flink.CaptureInput;
import io.mudlark.source.session.ExportSession;
import io.mudlark.source.session.ReceiveWindow;
import io.mudlark.source.session.SessionKey;
import io.mudlark.source.session.SessionSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Reads captures and recorded flow exports into a census. */
public final class CensusReader {
  /** Wrong clocks hide no host. */
  private static final ReceiveWindow ANY_TIME =
      new ReceiveWindow(Duration.ofDays(36_500), Duration.ofDays(36_500));

  private final SessionSettings settings;
  private final TemplateBudget budget;

  /** A capture that goes on in the next file goes on with the templates of this one. */
  private final Map<SessionKey, ExportSession> sessions = new HashMap<>();

  private final HostCensus census;
  private final Consumer<String> problems;
  private long passedOver;

  /**
   * @param census takes the flows
   * @param problems receives one line for each input that cannot be read, or only in part
   */
  public CensusReader(HostCensus census, Consumer<String> problems) {
    this(census, problems, DecodeSettings.standard());
  }

  CensusReader(HostCensus census, Consumer<String> problems, DecodeSettings decoding) {
    this.census = census;
    this.problems = problems;
    this.settings = SessionSettings.of(decoding, ANY_TIME);
    this.budget = new TemplateBudget(decoding.limits().templateFields());
  }

  /** Meters the packets of captures. */
  public void captures(List<CaptureInput> inputs) {
    for (CaptureInput input : inputs) {
      List<Path> files = input.files().stream().map(Path::of).toList();
      try (ObservationPoint point =
          ObservationPoint.open(
              input.site(),
              files,
              MeterConfig.DEFAULT,
              problem -> problems.accept(problem.toString()))) {
        boolean more = true;
        while (more) {
          more =
              point.advance(
                  observation -> {
                    if (observation.flow() != null) {
                      census.add(observation.flow());
                    }
                  });
        }
      }
    }
  }

  /**
   * Decodes the messages of IPFIX files and captures of exports.
   *
   * @param ports UDP ports of collectors in captures
   */
  public void exports(Map<String, List<Path>> bySite, Set<Integer> ports) {
    bySite.forEach(
        (site, files) -> {
          for (Path file : files) {
            try (DatagramReader reader = RecordedExports.open(site, file, ports)) {
              decode(reader);
            } catch (UnreadableExports e) {
              problems.accept(String.valueOf(e.getMessage()));
            } catch (IOException e) {
              problems.accept(Reasons.unreadable(file, e));
            }
          }
        });
    if (passedOver > 0) {
      problems.accept(
          String.format(
              Locale.ROOT,
              "--exports: %d messages of exporters beyond the first %d were passed over",
              passedOver,
              settings.datagrams().limits().domains()));
    }
  }

  private void decode(DatagramReader reader) throws IOException {
    Flows flows = new Flows();
    for (ExportDatagram next = reader.next(); next != null; next = reader.next()) {
      SessionKey key = SessionKey.of(next);
      ExportSession session = sessions.get(key);
      if (session == null) {
        if (sessions.size() >= settings.datagrams().limits().domains()) {
          passedOver++;
          continue;
        }
        session = new ExportSession(key, settings, budget, new FlowAssembler(key.site()));
        sessions.put(key, session);
      }
      session.accept(next, Long.MIN_VALUE, flows);
    }
    String problem = reader.problem();
    if (problem != null) {
      problems.accept(problem);
    }
  }

  private final class Flows implements ExportSession.Output {
    @Override
    public void flow(FlowRecord flow) {
      census.add(flow);
    }

    @Override
    public void tally(Tally tally) {}

    @Override
    public void problem(String line) {
      problems.accept(line);
    }
  }
}
