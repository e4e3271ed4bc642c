package io.mudlark.mud.profile;

import io.mudlark.flow.ContentHash;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a manufacturer says its device needs from the network: the content of one MUD file (RFC
 * 8520).
 *
 * @param url mud-url, the identity of the model
 * @param systeminfo what the device is called, or null
 * @param lastUpdate last-update as written, or null
 * @param cacheValidity hours after lastUpdate in which the file need not be fetched again
 * @param isSupported whether the manufacturer still maintains the device
 * @param mfgName manufacturer's name, or null
 * @param modelName model's name, or null
 * @param fromDevice lists that packets sent by the device are held against
 * @param toDevice lists that packets received by the device are held against
 * @param warnings what a careful author would change, one line each; no part of the hash
 */
public record MudProfile(
    String url,
    @Nullable String systeminfo,
    @Nullable String lastUpdate,
    int cacheValidity,
    boolean isSupported,
    @Nullable String mfgName,
    @Nullable String modelName,
    List<Acl> fromDevice,
    List<Acl> toDevice,
    List<String> warnings) {
  /** cache-validity when a file gives none (RFC 8520, module ietf-mud). */
  public static final int DEFAULT_CACHE_VALIDITY = 48;

  public MudProfile {
    fromDevice = List.copyOf(fromDevice);
    toDevice = List.copyOf(toDevice);
    warnings = List.copyOf(warnings);
  }

  /** The authority of the MUD URL, lower case: what RFC 8520 compares as manufacturer. */
  public String authority() {
    return authorityOf(url);
  }

  /** The authority of a URL without user information, lower case; empty when it has none. */
  public static String authorityOf(String url) {
    int scheme = url.indexOf("://");
    if (scheme < 0) {
      return "";
    }
    int end = scheme + 3;
    while (end < url.length() && "/?#".indexOf(url.charAt(end)) < 0) {
      end++;
    }
    String authority = url.substring(scheme + 3, end);
    return authority.substring(authority.indexOf('@') + 1).toLowerCase(Locale.ROOT);
  }

  /** Entries of both directions. */
  public int entries() {
    return count(fromDevice) + count(toDevice);
  }

  private static int count(List<Acl> lists) {
    return lists.stream().mapToInt(list -> list.entries().size()).sum();
  }

  /**
   * 32 hexadecimal digits over what the profile means: URL and access lists, whatever the layout or
   * dialect of the file; texts about the device and dates do not count.
   */
  public String profileHash() {
    ContentHash hash = new ContentHash().text(url);
    add(hash, fromDevice);
    add(hash, toDevice);
    return hash.hex();
  }

  private static void add(ContentHash hash, List<Acl> lists) {
    hash.number(lists.size());
    for (Acl list : lists) {
      hash.text(list.name()).number(list.entries().size());
      for (AccessControlEntry entry : list.entries()) {
        hash.text(entry.name()).text(entry.forwarding().text()).number(entry.matches().size());
        entry.matches().forEach(match -> hash.text(match.subject()).text(match.wanted()));
      }
    }
  }
}
