package io.mudlark.jobs.ecs;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.mudlark.ledger.Tally;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** One line of the ledger as a document of its own. */
final class LedgerLine {
  private static final JsonFactory JSON = new JsonFactory();

  private LedgerLine() {}

  static String json(Tally sum, String book) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = JSON.createGenerator(text)) {
      out.writeStartObject();
      out.writeStringField("site", sum.site());
      out.writeStringField("book", book);
      out.writeStringField("fate", sum.fate());
      out.writeNumberField("count", sum.count());
      out.writeNumberField("packets", sum.packets());
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
