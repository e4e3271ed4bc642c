package io.mudlark.mud.profile;

import io.mudlark.flow.MacAddress;
import io.mudlark.mud.profile.Match.End;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the {@code eth} container of a match. */
final class EthernetReader {
  private final Warnings warnings;
  private final List<Match> matches;

  EthernetReader(Warnings warnings, List<Match> matches) {
    this.warnings = warnings;
    this.matches = matches;
  }

  void read(JsonPlace container) throws MudFormatException {
    for (JsonPlace member : container.object().members()) {
      switch (member.name()) {
        case "source-mac-address":
          address(End.SOURCE, member, container.find("source-mac-address-mask"));
          break;
        case "destination-mac-address":
          address(End.DESTINATION, member, container.find("destination-mac-address-mask"));
          break;
        case "source-mac-address-mask":
        case "destination-mac-address-mask":
          break;
        case "ethertype":
          matches.add(new Match.EtherType(etherType(member)));
          break;
        default:
          warnings.add(member, "not decidable on flows or unknown; ignored");
      }
    }
  }

  private void address(End end, JsonPlace member, @Nullable JsonPlace mask)
      throws MudFormatException {
    MacAddress bits = mask == null ? MacAddress.BROADCAST : mac(mask);
    matches.add(new Match.EthernetAddress(end, mac(member), bits));
  }

  private static MacAddress mac(JsonPlace place) throws MudFormatException {
    String text = place.text();
    try {
      return MacAddress.parse(text);
    } catch (IllegalArgumentException e) {
      throw place.wrong("not a MAC address: " + MudFormatException.quote(text));
    }
  }

  private static int etherType(JsonPlace place) throws MudFormatException {
    if (!place.node().isTextual()) {
      return place.integer(0, 0xFFFF);
    }
    String text = place.text();
    switch (text.substring(text.indexOf(':') + 1)) {
      case "ipv4":
        return 0x0800;
      case "arp":
        return 0x0806;
      case "ipv6":
        return 0x86DD;
      default:
        if (text.matches("0[xX][0-9A-Fa-f]{1,4}")) {
          return Integer.parseInt(text.substring(2), 16);
        }
        return place.integer(0, 0xFFFF);
    }
  }
}
