package io.mudlark.jobs.config;

import io.mudlark.jobs.pipeline.Outlet;
import java.util.List;

/**
 * What a run is connected to besides its input and its result folder.
 *
 * @param outlets further places that results go to
 * @param metricsPort where Prometheus finds metrics; 0 for nowhere
 * @param kafka how all clients of Kafka speak with their brokers
 */
public record Connections(List<Outlet> outlets, int metricsPort, KafkaClient kafka) {
  /** A run by itself. */
  public static final Connections NONE = new Connections(List.of(), 0, KafkaClient.PLAIN);

  public Connections {
    outlets = List.copyOf(outlets);
    if (metricsPort < 0 || metricsPort > 65_535) {
      throw new IllegalArgumentException("a port is 1..65535, not " + metricsPort);
    }
  }

  /** The places of these results, first of all {@code files}. */
  public List<Outlet> with(Outlet files) {
    List<Outlet> all = new java.util.ArrayList<>();
    all.add(files);
    all.addAll(outlets);
    return all;
  }
}
