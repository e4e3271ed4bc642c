package io.mudlark.source.session;

import io.mudlark.ipfix.decode.DecodeSettings;

/**
 * How the messages of exporters are decoded.
 *
 * @param datagrams for sessions without connections, where a template that is not repeated dies
 * @param streams for connections and files, where templates live as long as the session
 * @param window what is quarantined
 * @param namesFromTls whether the server name that a TLS client asks for counts as a name of the
 *     address it connects to
 */
public record SessionSettings(
    DecodeSettings datagrams, DecodeSettings streams, ReceiveWindow window, boolean namesFromTls) {
  /** Templates over UDP live for an hour: RFC 7011 8.4 has exporters repeat them far more often. */
  public static final long UDP_TEMPLATE_NANOS = 3_600_000_000_000L;

  /** The same tables and limits for both, but for the life of templates over UDP. */
  public static SessionSettings of(DecodeSettings settings, ReceiveWindow window) {
    return of(settings, window, UDP_TEMPLATE_NANOS);
  }

  /**
   * The same with another life of templates.
   *
   * @param udpTemplateNanos nanoseconds of receive time; 0 for ever
   */
  public static SessionSettings of(
      DecodeSettings settings, ReceiveWindow window, long udpTemplateNanos) {
    var limits = settings.limits();
    return new SessionSettings(
        settings.withLimits(
            limits.withTemplates(limits.templates().withLifetimeNanos(udpTemplateNanos))),
        settings,
        window,
        false);
  }

  /** The same, believing TLS clients or not. */
  public SessionSettings withNamesFromTls(boolean believed) {
    return new SessionSettings(datagrams, streams, window, believed);
  }
}
