package io.mudlark.jobs.ipfix;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import io.mudlark.ipfix.decode.DomainKey;
import io.mudlark.ipfix.decode.RecordSink;
import io.mudlark.ipfix.record.RecordView;
import io.mudlark.ipfix.template.FieldSpecifier;
import io.mudlark.ipfix.template.RecordPlan;
import io.mudlark.ipfix.template.Template;
import io.mudlark.ipfix.wire.MessageHeader;
import io.mudlark.ipfix.wire.Protocol;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes every decoded record as one line of JSON, its fields by the names of IANA's registry in
 * the order of the record.
 *
 * <p>A field that occurs more than once is an array. How a template is written is decided once.
 */
public final class RecordLines implements RecordSink {
  private static final int REMEMBERED = 4096;

  private final JsonGenerator out;
  private final boolean templates;
  private final Map<RecordPlan, LinePlan> plans =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<RecordPlan, LinePlan> eldest) {
          return size() > REMEMBERED;
        }
      };
  private @Nullable RecordPlan lastPlan;
  private @Nullable LinePlan lastLine;
  private long records;

  /**
   * @param out takes the lines; the caller buffers and closes it
   * @param templates whether templates get lines too
   */
  public RecordLines(OutputStream out, boolean templates) throws IOException {
    this.out = new JsonFactory().createGenerator(out);
    this.out.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
    this.out.disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
    this.templates = templates;
  }

  @Override
  public void record(RecordView record) {
    line(record, "data");
  }

  @Override
  public void options(RecordView record) {
    line(record, "options");
  }

  private void line(RecordView record, String kind) {
    records++;
    MessageHeader header = record.header();
    try {
      out.writeStartObject();
      out.writeStringField("kind", kind);
      out.writeStringField("exporter", record.exporter());
      out.writeNumberField("domain", header.domain());
      out.writeStringField("protocol", word(header.protocol()));
      out.writeStringField("exported", FieldJson.time(header.exportNanos()));
      if (record.receiveNanos() != 0) {
        out.writeStringField("received", FieldJson.time(record.receiveNanos()));
      }
      out.writeNumberField("sequence", header.sequence());
      out.writeNumberField("template", record.plan().template().id());
      out.writeObjectFieldStart("fields");
      plan(record.plan()).write(record, out);
      out.writeEndObject();
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private LinePlan plan(RecordPlan plan) {
    LinePlan line = plan == lastPlan ? lastLine : null;
    if (line == null) {
      line = plans.computeIfAbsent(plan, LinePlan::of);
      lastPlan = plan;
      lastLine = line;
    }
    return line;
  }

  /** The word for a protocol in all documents: ipfix, netflow9, netflow5. */
  static String word(Protocol protocol) {
    return protocol.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public void template(DomainKey key, RecordPlan plan) {
    if (!templates) {
      return;
    }
    Template template = plan.template();
    try {
      out.writeStartObject();
      out.writeStringField("kind", template.options() ? "options-template" : "template");
      out.writeStringField("exporter", key.exporter());
      out.writeNumberField("domain", key.domain());
      out.writeNumberField("template", template.id());
      out.writeNumberField("scopes", template.scopeCount());
      out.writeArrayFieldStart("fields");
      for (int i = 0; i < plan.fieldCount(); i++) {
        field(plan, i);
      }
      out.writeEndArray();
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void field(RecordPlan plan, int field) throws IOException {
    FieldSpecifier specifier = plan.template().fields().get(field);
    out.writeStartObject();
    out.writeStringField("name", plan.element(field).name());
    out.writeStringField("type", plan.element(field).type().text());
    out.writeNumberField("enterprise", specifier.enterprise());
    out.writeNumberField("id", specifier.id());
    if (specifier.isVariable()) {
      out.writeStringField("length", "variable");
    } else {
      out.writeNumberField("length", specifier.length());
    }
    out.writeEndObject();
  }

  /** Lines of records written so far. */
  public long records() {
    return records;
  }

  /** Ends the last line and hands everything to the stream. */
  public void finish() throws IOException {
    if (out.getOutputContext().getCurrentIndex() >= 0) {
      out.writeRaw('\n');
    }
    out.flush();
  }
}
