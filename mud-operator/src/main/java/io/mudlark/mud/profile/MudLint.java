package io.mudlark.mud.profile;

import com.fasterxml.jackson.databind.JsonNode;
import io.mudlark.mud.profile.Match.End;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a careful author of a MUD file would change, beyond what the readers note themselves. */
final class MudLint {
  private static final Set<String> KNOWN =
      Set.of(
          "mud-version",
          "mud-url",
          "last-update",
          "mud-signature",
          "cache-validity",
          "is-supported",
          "systeminfo",
          "mfg-name",
          "model-name",
          "firmware-rev",
          "software-rev",
          "documentation",
          "extensions",
          "from-device-policy",
          "to-device-policy");
  private static final String DATE_AND_TIME =
      "\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?(Z|[+-]\\d{2}:\\d{2})";

  private MudLint() {}

  /** The leaves of {@code ietf-mud:mud}. */
  static void container(JsonPlace mud, Warnings warnings) throws MudFormatException {
    integer(mud, "mud-version", 1, 1, warnings);
    integer(mud, "cache-validity", 1, 168, warnings);
    JsonPlace supported = mud.find("is-supported");
    if (supported == null || !supported.node().isBoolean()) {
      warnings.add(mud, "is-supported is mandatory and true or false");
    }
    JsonPlace updated = mud.find("last-update");
    if (updated == null) {
      warnings.add(mud, "last-update is mandatory");
    } else if (!updated.node().isTextual() || !updated.text().matches(DATE_AND_TIME)) {
      warnings.add(updated, "no date and time with zone (RFC 6991), such as 2019-01-28T11:20:51Z");
    }
    url(mud.find("mud-url"), warnings);
    JsonPlace info = mud.find("systeminfo");
    if (info != null && info.node().asText().length() > 60) {
      warnings.add(info, "longer than 60 characters");
    }
    extensions(mud, warnings);
  }

  private static void integer(
      JsonPlace mud, String name, int lowest, int highest, Warnings warnings) {
    JsonPlace leaf = mud.find(name);
    if (leaf == null) {
      if (name.equals("mud-version")) {
        warnings.add(mud, "mud-version is mandatory");
      }
      return;
    }
    JsonNode node = leaf.node();
    if (!node.canConvertToInt() || node.intValue() < lowest || node.intValue() > highest) {
      String range = lowest == highest ? Integer.toString(lowest) : lowest + ".." + highest;
      warnings.add(leaf, MudFormatException.quote(node.asText()) + " is not " + range);
    }
  }

  private static void url(@Nullable JsonPlace leaf, Warnings warnings) throws MudFormatException {
    if (leaf == null) {
      return;
    }
    String url = leaf.text();
    if (!url.toLowerCase(Locale.ROOT).startsWith("https://")) {
      warnings.add(leaf, "a MUD URL is an https URL");
    } else if (MudProfile.authorityOf(url).isEmpty()) {
      warnings.add(leaf, "a MUD URL names a host");
    }
  }

  private static void extensions(JsonPlace mud, Warnings warnings) {
    for (JsonPlace member : mud.members()) {
      if (!KNOWN.contains(member.name())) {
        warnings.add(member, "an extension that is not understood; ignored");
      }
    }
    JsonPlace listed = mud.find("extensions");
    if (listed != null && listed.node().size() > 0) {
      warnings.add(listed, "no extension is understood; they are ignored");
    }
  }

  /** Conditions that speak of the device's own end where the peer's is meant. */
  static void lists(List<Acl> lists, boolean fromDevice, Warnings warnings) {
    End own = fromDevice ? End.SOURCE : End.DESTINATION;
    for (Acl list : lists) {
      for (AccessControlEntry entry : list.entries()) {
        String place = list.name() + "/" + entry.name();
        for (Match match : entry.matches()) {
          if (isOwnEnd(match, own)) {
            String way = fromDevice ? "sent by" : "received by";
            warnings.add(
                place, match.subject() + " is the device's own end of packets " + way + " it");
          }
        }
        if (entry.matches().isEmpty()) {
          warnings.add(place, "an entry without conditions matches everything");
        }
      }
    }
  }

  private static boolean isOwnEnd(Match match, End own) {
    return (match instanceof Match.DnsName name && name.end() == own)
        || (match instanceof Match.Network network && network.end() == own);
  }
}
