package io.mudlark.jobs.pipeline;

import io.mudlark.ledger.Tally;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.metrics.MetricGroup;

/**
 * What a person watching a live run is told: figures of this process since it started, beside the
 * ledger and no part of it.
 */
public final class LiveFigures {
  /** Names of the metrics, all of them numbers. */
  public static final String FLOWS = "liveFlows";

  public static final String UNKNOWN = "liveUnknownHosts";
  public static final String EXPORTERS = "liveExporters";
  public static final String LOST = "liveLost";
  public static final String EVENT_TIME = "liveEventTimeMillis";

  private static final int MAX_EXPORTERS = 4_096;

  private final Map<String, Boolean> exporters = new ConcurrentHashMap<>();
  private volatile long flows;
  private volatile long unknown;
  private volatile long lost;
  private volatile long eventTimeMillis;

  void register(MetricGroup metrics) {
    metrics.gauge(FLOWS, () -> flows);
    metrics.gauge(UNKNOWN, () -> unknown);
    metrics.gauge(EXPORTERS, exporters::size);
    metrics.gauge(LOST, () -> lost);
    metrics.gauge(EVENT_TIME, () -> eventTimeMillis);
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes, another reads
  void flow(String exporter, boolean known) {
    flows = flows + 1;
    if (!known) {
      unknown = unknown + 1;
    }
    if (exporters.size() < MAX_EXPORTERS) {
      exporters.putIfAbsent(exporter, true);
    }
  }

  void eventTime(long millis) {
    eventTimeMillis = millis;
  }

  /** Takes note of a line of the ledger that tells of something lost on the way. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes, another reads
  void tally(Tally tally) {
    String fate = tally.fate();
    if (tally.book() == Tally.Book.EXPORTS
        && (fate.endsWith(" lost") || fate.endsWith(" kernel-drops"))) {
      lost = lost + tally.count();
    }
  }
}
