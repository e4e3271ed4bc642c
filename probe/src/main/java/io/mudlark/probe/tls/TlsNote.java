package io.mudlark.probe.tls;

/** Something about TLS hellos that is worth a count. */
enum TlsNote {
  HELLOS("tls-hellos"),
  /** Clients that begin like TLS and go on differently. */
  MALFORMED("tls-malformed"),
  /** Hellos longer than the limit. */
  TOO_LONG("tls-hellos-too-long"),
  /** Hellos given up because there was no room to gather them. */
  NO_ROOM("tls-hellos-without-room"),
  /** Hellos of which a part was not seen. */
  INCOMPLETE("tls-hellos-incomplete");

  private final String text;

  TlsNote(String text) {
    this.text = text;
  }

  /** The stable word of the ledger. */
  String text() {
    return text;
  }
}
