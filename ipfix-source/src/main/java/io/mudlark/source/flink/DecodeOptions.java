package io.mudlark.source.flink;

import io.mudlark.ipfix.decode.DecodeSettings;
import io.mudlark.ipfix.registry.InformationElement;
import io.mudlark.source.session.ReceiveWindow;
import io.mudlark.source.session.SessionSettings;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * How a job decodes exports.
 *
 * @param decoding makes tables and limits where the operator runs
 * @param window what is quarantined; the same as the source's
 * @param udpTemplateLife a template over UDP that is not repeated for so long is forgotten; zero
 *     for never
 * @param tellEvery how often the ledger is told, by receive time
 * @param sessionLife an exporter that is silent for so long is forgotten, by receive time
 * @param namesFromTls whether the server name that a TLS client asks for counts as a name of the
 *     address it connects to
 * @param timeToLive a safety net: state that was not written for so long is dropped by Flink
 */
public record DecodeOptions(
    Decoding decoding,
    ReceiveWindow window,
    Duration udpTemplateLife,
    Duration tellEvery,
    Duration sessionLife,
    boolean namesFromTls,
    Duration timeToLive)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Makes the tables of a decoder; they are not sent with a job, only how to make them. */
  public interface Decoding extends Supplier<DecodeSettings>, Serializable {}

  /** The standard tables; templates live an hour over UDP, sessions a day, state a year. */
  public static DecodeOptions of(ReceiveWindow window) {
    return new DecodeOptions(
        DecodeSettings::standard,
        window,
        Duration.ofHours(1),
        Duration.ofSeconds(10),
        Duration.ofDays(1),
        false,
        Duration.ofDays(366));
  }

  public DecodeOptions withDecoding(Decoding other) {
    return new DecodeOptions(
        other, window, udpTemplateLife, tellEvery, sessionLife, namesFromTls, timeToLive);
  }

  /** The same, knowing more information elements. */
  public DecodeOptions withElements(List<InformationElement> more) {
    if (more.isEmpty()) {
      return this;
    }
    List<InformationElement> elements = List.copyOf(more);
    Decoding before = decoding;
    return withDecoding(
        () -> {
          DecodeSettings settings = before.get();
          return settings.withRegistry(settings.registry().with(elements));
        });
  }

  public DecodeOptions withSessionLife(Duration life) {
    return new DecodeOptions(
        decoding, window, udpTemplateLife, tellEvery, life, namesFromTls, timeToLive);
  }

  /** The same, believing TLS clients or not. */
  public DecodeOptions withNamesFromTls(boolean believed) {
    return new DecodeOptions(
        decoding, window, udpTemplateLife, tellEvery, sessionLife, believed, timeToLive);
  }

  SessionSettings toSettings() {
    return SessionSettings.of(decoding.get(), window, udpTemplateLife.toNanos())
        .withNamesFromTls(namesFromTls);
  }
}
