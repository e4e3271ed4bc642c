package io.mudlark.source.session;

import io.mudlark.ipfix.decode.DomainKey;
import io.mudlark.ipfix.decode.MessageDecoder;
import io.mudlark.source.datagram.ExportDatagram;

/**
 * What the state of a session is kept by.
 *
 * @param site observation point
 * @param exporter transport session
 * @param domain observation domain, or {@link #NO_DOMAIN}
 */
public record SessionKey(String site, String exporter, long domain) {
  /** Stands for the domain of messages that are no flow export, or whose header is broken. */
  public static final long NO_DOMAIN = -1;

  private static final char SEPARATOR = '\u0001';

  /** The key of a message, by its header alone. */
  public static SessionKey of(ExportDatagram datagram) {
    DomainKey key = MessageDecoder.keyOf(datagram.exporter(), datagram.bytes());
    return new SessionKey(
        datagram.site(), datagram.exporter(), key == null ? NO_DOMAIN : key.domain());
  }

  /** The key as one text, which {@link #parse} takes apart. */
  public String text() {
    return site + SEPARATOR + exporter + SEPARATOR + domain;
  }

  public static SessionKey parse(String text) {
    int first = text.indexOf(SEPARATOR);
    int last = text.lastIndexOf(SEPARATOR);
    return new SessionKey(
        text.substring(0, first),
        text.substring(first + 1, last),
        Long.parseLong(text.substring(last + 1)));
  }

  /**
   * What the ledger calls it: a connection without its port, so that an exporter that connects
   * again goes on in its account.
   */
  public String account() {
    String name = exporter;
    if (exporter.startsWith("tcp:")) {
      name = exporter.substring(0, exporter.lastIndexOf(':'));
    }
    return domain == NO_DOMAIN ? name : name + "/" + domain;
  }
}
