package io.mudlark.mud.profile;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the access lists of a MUD file (RFC 8519) in today's and in MUDgee's older container. */
final class AclReader {
  static final int MAX_LISTS = 256;
  static final int MAX_ENTRIES = 4_096;
  static final int LONGEST_NAME = 255;
  private static final int LONGEST_YANG_NAME = 64;

  private final Warnings warnings;
  private int entries;

  AclReader(Warnings warnings) {
    this.warnings = warnings;
  }

  /** All lists of the file by name, in its order. */
  Map<String, Acl> read(JsonPlace root) throws MudFormatException {
    Map<String, Acl> lists = new LinkedHashMap<>();
    JsonPlace container = root.findAny("acls", "access-lists");
    if (container == null) {
      warnings.add("/", "no access lists");
      return lists;
    }
    if (container.name().equals("access-lists")) {
      warnings.add(container, "the container of older drafts; RFC 8519 calls it acls");
    }
    JsonPlace elements = container.object().find("acl");
    if (elements == null) {
      return lists;
    }
    for (JsonPlace element : elements.elements()) {
      Acl list = list(element.object());
      if (lists.put(list.name(), list) != null) {
        throw element.wrong("a second list named " + MudFormatException.quote(list.name()));
      }
      if (lists.size() > MAX_LISTS) {
        throw element.wrong("more than " + MAX_LISTS + " access lists");
      }
    }
    return lists;
  }

  private Acl list(JsonPlace place) throws MudFormatException {
    JsonPlace named = place.findAny("name", "acl-name");
    if (named == null) {
      throw place.wrong("an access list without a name");
    }
    String name = named.text(LONGEST_NAME);
    if (name.length() > LONGEST_YANG_NAME) {
      warnings.add(named, "longer than 64 characters");
    }
    JsonPlace typed = place.findAny("type", "acl-type");
    String type = typed == null ? "" : type(typed);
    JsonPlace container = place.findAny("aces", "access-list-entries");
    JsonPlace elements = container == null ? null : container.object().find("ace");
    List<AccessControlEntry> read = new ArrayList<>();
    if (elements == null) {
      warnings.add(place, "an access list without entries");
    } else {
      Set<String> names = new HashSet<>();
      for (JsonPlace element : elements.elements()) {
        AccessControlEntry entry = entry(element.object(), versionOf(type), read.size());
        if (!names.add(entry.name())) {
          warnings.add(element, "a second entry named " + MudFormatException.quote(entry.name()));
        }
        read.add(entry);
      }
    }
    return new Acl(name, type, read);
  }

  private String type(JsonPlace place) throws MudFormatException {
    String text = place.text(LONGEST_NAME).toLowerCase(Locale.ROOT);
    String type = text.substring(text.indexOf(':') + 1);
    if (!type.endsWith("-acl-type")) {
      warnings.add(place, "no type of RFC 8519: " + MudFormatException.quote(type));
    }
    return type;
  }

  private static int versionOf(String type) {
    boolean four = type.contains("ipv4");
    boolean six = type.contains("ipv6");
    return four == six ? 0 : four ? 4 : 6;
  }

  private AccessControlEntry entry(JsonPlace place, int version, int ordinal)
      throws MudFormatException {
    entries++;
    if (entries > MAX_ENTRIES) {
      throw place.wrong("more than " + MAX_ENTRIES + " entries");
    }
    JsonPlace named = place.findAny("name", "rule-name");
    if (named == null) {
      warnings.add(place, "an entry without a name; called by its number");
    }
    String name = named == null ? Integer.toString(ordinal) : named.text(LONGEST_NAME);
    List<Match> matches = new MatchReader(warnings, version).read(place, place.find("matches"));
    return new AccessControlEntry(name, matches, forwarding(place, place.find("actions")));
  }

  private static Forwarding forwarding(JsonPlace ace, @Nullable JsonPlace actions)
      throws MudFormatException {
    if (actions == null) {
      throw ace.wrong("an entry without actions");
    }
    JsonPlace leaf = actions.object().find("forwarding");
    if (leaf == null) {
      if (actions.findAny("permit", "accept") != null) {
        return Forwarding.ACCEPT;
      }
      if (actions.findAny("deny", "drop") != null) {
        return Forwarding.DROP;
      }
      throw actions.wrong("no forwarding action");
    }
    String text = leaf.text();
    String identity = text.substring(text.indexOf(':') + 1);
    for (Forwarding forwarding : Forwarding.values()) {
      if (forwarding.text().equals(identity)) {
        return forwarding;
      }
    }
    throw leaf.wrong("accept, drop or reject is expected, not " + MudFormatException.quote(text));
  }
}
