package io.mudlark.jobs.ipfix;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.mudlark.ipfix.decode.DomainDecoder;
import io.mudlark.ipfix.ledger.SequenceAccount;
import io.mudlark.source.datagram.ReceiverAccount;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Map;

/** The ledger of a reading as one JSON object on one line. */
public final class StatsJson {
  private StatsJson() {}

  /** The object. */
  public static String line(ExportStats stats) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = new JsonFactory().createGenerator(text)) {
      out.writeStartObject();
      out.writeBooleanField("balances", stats.balances());
      out.writeNumberField("messages", stats.reading().datagrams());
      out.writeNumberField("octets", stats.reading().octets());
      counts("refused", stats.refused(), out);
      out.writeArrayFieldStart("exporters");
      DomainDecoder before = null;
      for (ExportStats.Row row : stats.rows()) {
        exporter(row, row.decoder() != before, out);
        before = row.decoder();
      }
      out.writeEndArray();
      out.writeArrayFieldStart("sockets");
      for (Map.Entry<String, ReceiverAccount> socket : stats.sockets().entrySet()) {
        socket(socket.getKey(), socket.getValue(), out);
      }
      out.writeEndArray();
      out.writeEndObject();
    }
    return text.toString();
  }

  /** What belongs to the domain, whatever the protocol, stands at its first protocol only. */
  private static void exporter(ExportStats.Row row, boolean first, JsonGenerator out)
      throws IOException {
    DomainDecoder domain = row.decoder();
    out.writeStartObject();
    out.writeStringField("exporter", domain.key().exporter());
    out.writeNumberField("domain", domain.key().domain());
    out.writeStringField("protocol", RecordLines.word(row.protocol()));
    out.writeNumberField("flows", row.sum().flows());
    out.writeNumberField("otherRecords", row.sum().others());
    out.writeNumberField("packets", row.sum().packets());
    out.writeNumberField("octets", row.sum().octets());
    out.writeNumberField("scaledPackets", row.sum().scaledPackets());
    out.writeNumberField("scaledOctets", row.sum().scaledOctets());
    sequence(row, out);
    if (first) {
      out.writeNumberField("notSentFlows", domain.ledger().notSentFlows());
      counts("decoded", ExportStats.notes(domain), out);
      counts("exporterSays", domain.ledger().exporterStatistics(), out);
    }
    out.writeEndObject();
  }

  private static void sequence(ExportStats.Row row, JsonGenerator out) throws IOException {
    SequenceAccount account = row.account();
    out.writeObjectFieldStart("sequence");
    out.writeStringField("convention", row.convention());
    out.writeStringField("unit", row.unit());
    out.writeBooleanField("countsLosses", row.countsLosses());
    out.writeNumberField("exported", account.exported());
    out.writeNumberField("received", account.received());
    out.writeNumberField("lost", account.lost());
    out.writeNumberField("unresolved", account.unresolved());
    out.writeNumberField("duplicateMessages", account.duplicateMessages());
    out.writeNumberField("duplicateUnits", account.duplicateUnits());
    out.writeNumberField("reordered", account.reordered());
    out.writeNumberField("late", account.late());
    out.writeNumberField("restarts", account.restarts());
    out.writeEndObject();
  }

  private static void counts(String name, Map<String, Long> counts, JsonGenerator out)
      throws IOException {
    out.writeObjectFieldStart(name);
    for (Map.Entry<String, Long> count : counts.entrySet()) {
      out.writeNumberField(count.getKey(), count.getValue());
    }
    out.writeEndObject();
  }

  private static void socket(String address, ReceiverAccount account, JsonGenerator out)
      throws IOException {
    out.writeStartObject();
    out.writeStringField("address", address);
    out.writeNumberField("messages", account.messages());
    out.writeNumberField("kernelDrops", account.kernelDrops());
    out.writeNumberField("bufferAsked", account.bufferAsked());
    out.writeNumberField("bufferGranted", account.bufferGranted());
    out.writeNumberField("connections", account.connections());
    out.writeNumberField("refused", account.refused());
    out.writeNumberField("idle", account.idle());
    out.writeNumberField("broken", account.broken());
    out.writeEndObject();
  }
}
