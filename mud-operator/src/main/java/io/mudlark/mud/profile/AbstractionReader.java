package io.mudlark.mud.profile;

import java.util.List;
import java.util.Locale;

/** Reads the {@code ietf-mud:mud} container of a match: RFC 8520's abstractions of a peer. */
final class AbstractionReader {
  private final Warnings warnings;
  private final List<Match> matches;

  AbstractionReader(Warnings warnings, List<Match> matches) {
    this.warnings = warnings;
    this.matches = matches;
  }

  void read(JsonPlace container) throws MudFormatException {
    for (JsonPlace member : container.object().members()) {
      switch (member.name()) {
        case "local-networks":
          present(member, new Match.LocalNetworks());
          break;
        case "same-manufacturer":
          present(member, new Match.SameManufacturer());
          break;
        case "my-controller":
          present(member, new Match.MyController());
          break;
        case "manufacturer":
          matches.add(new Match.Manufacturer(filled(member).toLowerCase(Locale.ROOT)));
          break;
        case "model":
          matches.add(new Match.Model(filled(member)));
          break;
        case "controller":
          matches.add(new Match.Controller(filled(member)));
          break;
        default:
          warnings.add(member, "not decidable on flows or unknown; ignored");
      }
    }
  }

  /** An empty leaf is {@code [null]} in JSON (RFC 7951 6.9); files in the field vary. */
  private void present(JsonPlace member, Match match) throws MudFormatException {
    boolean exact =
        member.node().isArray() && member.node().size() == 1 && member.node().get(0).isNull();
    if (member.node().isBoolean() && !member.node().booleanValue()) {
      throw member.wrong("an empty leaf is [null] or absent, not false");
    }
    if (!exact) {
      warnings.add(member, "an empty leaf is written [null]");
    }
    matches.add(match);
  }

  private static String filled(JsonPlace member) throws MudFormatException {
    String text = member.text(255).trim();
    if (text.isEmpty()) {
      throw member.wrong("is empty");
    }
    return text;
  }
}
