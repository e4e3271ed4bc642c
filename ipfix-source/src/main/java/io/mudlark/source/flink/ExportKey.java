package io.mudlark.source.flink;

import io.mudlark.source.datagram.ExportDatagram;
import io.mudlark.source.session.SessionKey;
import org.apache.flink.api.java.functions.KeySelector;

/** Deals datagrams out by site, exporter and observation domain. */
public final class ExportKey implements KeySelector<ExportDatagram, String> {
  private static final long serialVersionUID = 1L;

  @Override
  public String getKey(ExportDatagram datagram) {
    return SessionKey.of(datagram).text();
  }
}
