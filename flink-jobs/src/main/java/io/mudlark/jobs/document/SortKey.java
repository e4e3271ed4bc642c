package io.mudlark.jobs.document;

import java.util.Locale;

/**
 * The order of documents in a result file, as text.
 *
 * <p>The parts are held apart by U+0001, which is less than every character a name may have, so a
 * name that is the beginning of another comes first, as it does when names are compared alone.
 */
final class SortKey {
  private static final char SEPARATOR = '\u0001';

  private SortKey() {}

  /**
   * The key of a document that is told once.
   *
   * @param windowEndMillis milliseconds since the Unix epoch, any sign: written with 20 digits
   *     after moving the smallest long to 0
   * @param site name without control characters; empty for a document about several sites
   * @param device likewise
   * @param id the document's id
   */
  static String of(long windowEndMillis, String site, String device, String id) {
    String digits = Long.toUnsignedString(windowEndMillis ^ Long.MIN_VALUE);
    return "0".repeat(20 - digits.length())
        + digits
        + SEPARATOR
        + printable(site)
        + SEPARATOR
        + printable(device)
        + SEPARATOR
        + id;
  }

  /** The key of one telling of a document that is told again with a higher revision. */
  static String of(long windowEndMillis, String site, String device, String id, int revision) {
    return of(windowEndMillis, site, device, id)
        + SEPARATOR
        + String.format(Locale.ROOT, "%010d", revision);
  }

  /** Names are read without control characters; one that has them anyway must not break the key. */
  private static String printable(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (Character.isISOControl(name.charAt(i))) {
        return name.replaceAll("\\p{Cc}", " ");
      }
    }
    return name;
  }
}
