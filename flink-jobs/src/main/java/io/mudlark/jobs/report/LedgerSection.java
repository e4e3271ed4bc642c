package io.mudlark.jobs.report;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The ledger of a run as far as a report shows it. */
final class LedgerSection {
  /** A ledger beyond this size is no ledger of ours. */
  static final long MAX_BYTES = 256L << 20;

  private LedgerSection() {}

  /** Adds the member {@code ledger} when the file can be read, else a note. */
  static void write(Path file, ObjectNode page, ReportLimits limits, ReportNotes notes)
      throws IOException {
    String name = file.getFileName().toString();
    if (!Files.isRegularFile(file)) {
      notes.missing(name);
      return;
    }
    if (Files.size(file) > MAX_BYTES) {
      notes.unreadable(name, 1, "longer than " + MAX_BYTES + " bytes");
      return;
    }
    JsonNode ledger;
    try {
      ledger = new ObjectMapper().readTree(file.toFile());
    } catch (JacksonException e) {
      notes.unreadable(name, e.getLocation().getLineNr(), e.getOriginalMessage());
      return;
    }
    if (!isAccount(ledger.path("totals"))) {
      notes.unreadable(name, 1, "not a ledger");
      return;
    }
    ObjectNode section = page.putObject("ledger");
    section.put("balances", ledger.path("balances").asBoolean());
    section.set("totals", ledger.path("totals"));
    checks(ledger.path("checks"), section.putArray("checks"));
    sites(ledger.path("sites"), section.putArray("sites"), limits, notes);
  }

  private static boolean isAccount(JsonNode account) {
    return account.path("packets").path("byFate").isObject()
        && account.path("flows").isObject()
        && account.path("views").isObject();
  }

  /** The equations of the totals, and of the sites those that do not hold. */
  private static void checks(JsonNode from, ArrayNode to) {
    for (JsonNode check : from) {
      boolean total = check.path("site").asText().equals("*");
      if ((total || !check.path("holds").asBoolean()) && to.size() < 100) {
        to.add(check);
      }
    }
  }

  private static void sites(JsonNode from, ArrayNode to, ReportLimits limits, ReportNotes notes) {
    for (JsonNode site : from) {
      if (to.size() == limits.sites()) {
        notes.cut(
            String.format(
                Locale.ROOT,
                "The ledger shows %d of %d sites; ledger.json has all",
                to.size(),
                from.size()));
        return;
      }
      if (!isAccount(site)) {
        notes.cut("A site of ledger.json is not shown, as it is no account");
        continue;
      }
      ObjectNode copy = to.addObject();
      for (String name : new String[] {"site", "packets", "flows", "views", "exports", "notes"}) {
        if (site.has(name)) {
          copy.set(name, site.get(name));
        }
      }
      ArrayNode hosts = copy.putArray("hosts");
      site.path("hosts")
          .forEach(
              host -> {
                if (hosts.size() < limits.hosts()) {
                  hosts.add(host);
                }
              });
      copy.put(
          "hostCount",
          site.path("hosts").size() + site.path("hostsLeftOut").path("hosts").asLong());
    }
  }
}
