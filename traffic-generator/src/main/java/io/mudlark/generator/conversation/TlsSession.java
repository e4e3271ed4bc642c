package io.mudlark.generator.conversation;

import io.mudlark.generator.packet.TlsRecords;
import io.mudlark.generator.timeline.Chance;
import java.util.Iterator;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The turns of a TLS-like session: hellos, then requests and responses that nobody can read. */
public final class TlsSession {
  private static final long MILLI = 1_000_000L;

  private TlsSession() {}

  /**
   * A session of the given exchanges.
   *
   * @param exchanges how many requests are made
   * @param request gives the octets and the pause of the n-th request
   */
  public static Iterator<Turn> of(
      String serverName, Chance chance, int exchanges, IntFunction<Exchange> request) {
    Stream<Turn> hellos =
        Stream.of(
            Turn.client(TlsRecords.clientHello(serverName, chance), MILLI),
            Turn.server(TlsRecords.serverFlight(chance), 2 * MILLI),
            Turn.client(TlsRecords.clientFinished(chance), MILLI));
    Stream<Turn> data =
        IntStream.range(0, exchanges)
            .mapToObj(request)
            .flatMap(exchange -> exchange.turns(chance).stream());
    return Stream.concat(hellos, data).iterator();
  }

  /**
   * One request and its response.
   *
   * @param pauseNanos how long the client waits before it asks
   * @param requestOctets plaintext size of the request
   * @param responseOctets plaintext size of the response; 0 for none
   */
  public record Exchange(long pauseNanos, int requestOctets, int responseOctets) {
    // 16 octets of authentication tag and one of content type (RFC 8446 5.2).
    private static final int OVERHEAD = 17;

    List<Turn> turns(Chance chance) {
      Turn request =
          Turn.client(TlsRecords.applicationData(requestOctets + OVERHEAD, chance), pauseNanos);
      if (responseOctets == 0) {
        return List.of(request);
      }
      Turn response =
          Turn.server(
              TlsRecords.applicationData(responseOctets + OVERHEAD, chance),
              chance.around(4 * MILLI, 50));
      return List.of(request, response);
    }
  }
}
