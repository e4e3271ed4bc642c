package io.mudlark.jobs.collect;

import io.mudlark.ipfix.record.RecordView;
import io.mudlark.ipfix.wire.NetworkOrder;
import io.mudlark.jobs.delivery.ResultStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/**
 * A flow on its way into a store.
 *
 * <p>Its fields are {@link Integer}, {@link Long} (only what does not fit an int), {@link Double},
 * {@link Boolean}, {@link String}, lists and maps of these.
 *
 * @param id 24 hexadecimal digits, which the same record of the same message always has
 * @param kind an MQTT exchange in MISSION's layout, or the elements of another record
 * @param times when it was, and when it came
 * @param fields by name, in the order of the document
 * @param octets how much memory it takes, roughly
 */
public record CollectedFlow(
    String id, ResultStream kind, Times times, Map<String, Object> fields, long octets) {
  private static final int ID_OCTETS = 12;

  /**
   * When a flow was, and when it came here; milliseconds since the Unix epoch.
   *
   * @param end when the flow ended; of a record that does not say, when it was exported
   * @param received when its message was received
   */
  public record Times(long end, long received) {}

  /** An exchange as it stands in a database, for stores that only write it there. */
  static CollectedFlow exchange(String id, Map<String, Object> fields, long octets) {
    return new CollectedFlow(id, ResultStream.EXCHANGES, new Times(0, 0), fields, octets);
  }

  /** Names a record by who sent it, in which message, at which place, and what it says. */
  static String idOf(RecordView record) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(record.exporter().getBytes(StandardCharsets.UTF_8));
      byte[] place = new byte[29];
      NetworkOrder.put(place, 1, 8, record.header().domain());
      NetworkOrder.put(place, 9, 8, record.header().sequence());
      NetworkOrder.put(place, 17, 8, record.header().exportNanos());
      NetworkOrder.put(place, 25, 4, record.indexInMessage());
      digest.update(place);
      digest.update(record.octets());
      return HexFormat.of().formatHex(digest.digest(), 0, ID_OCTETS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
