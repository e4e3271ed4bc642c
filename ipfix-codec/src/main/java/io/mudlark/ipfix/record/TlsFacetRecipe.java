package io.mudlark.ipfix.record;

import io.mudlark.flow.application.ApplicationFacet;
import io.mudlark.flow.application.TlsFacet;

/** What a TLS client said in clear, as Mudlark's own elements tell of it. */
final class TlsFacetRecipe implements FacetRecipe {
  static final String KEY = "tlsServerName";

  private final int version;
  private final int serverName;
  private final int alpn;

  TlsFacetRecipe(FacetFields fields) {
    version = fields.find("tlsVersion");
    serverName = fields.find(KEY);
    alpn = fields.find("tlsAlpn");
  }

  @Override
  public ApplicationFacet read(RecordView record, long durationNanos) {
    return new TlsFacet(
        (int) FacetFields.unsigned(record, version, 0) & 0xFFFF,
        FacetFields.text(record, serverName),
        FacetFields.text(record, alpn));
  }
}
