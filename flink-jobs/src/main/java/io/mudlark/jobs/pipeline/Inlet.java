package io.mudlark.jobs.pipeline;

import io.mudlark.source.datagram.ExportDatagram;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.Source;

/**
 * A way by which export messages come in; of each kind there is at most one.
 *
 * @param kind which way
 * @param source gives the messages
 * @param watermarks set by the receive times of messages; none where the source does that itself
 */
public record Inlet(
    Kind kind, Source<ExportDatagram, ?, ?> source, WatermarkStrategy<ExportDatagram> watermarks) {
  /** The ways there are. */
  public enum Kind {
    UDP,
    /** TCP and TLS. */
    TCP,
    KAFKA,
    /** Recorded exports: IPFIX files, captures. */
    FILES
  }

  /** A source that sets the watermark itself. */
  public static Inlet of(Kind kind, Source<ExportDatagram, ?, ?> source) {
    return new Inlet(kind, source, WatermarkStrategy.noWatermarks());
  }
}
