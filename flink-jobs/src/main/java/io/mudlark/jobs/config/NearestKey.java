package io.mudlark.jobs.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** Finds the key that somebody who mistyped one probably meant. */
public final class NearestKey {
  private NearestKey() {}

  /**
   * Words to add to a message about an unknown key: {@code ", did you mean 'window'?"}, or nothing
   * when no known key is near.
   */
  public static String hint(String unknown, Collection<String> known) {
    int near = Math.max(2, unknown.length() / 3);
    return known.stream()
        .sorted()
        .min(Comparator.comparingInt(key -> distance(unknown, key)))
        .filter(key -> distance(unknown, key) <= near)
        .map(key -> ", did you mean '" + key + "'?")
        .orElse("");
  }

  /** How many letters must be put in, taken out or changed; case and dashes do not count. */
  private static int distance(String one, String other) {
    String a = plain(one);
    String b = plain(other);
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }

  private static String plain(String key) {
    String letters = key.toLowerCase(Locale.ROOT).replaceAll("[-_ ]", "");
    return letters.substring(0, Math.min(64, letters.length()));
  }
}
