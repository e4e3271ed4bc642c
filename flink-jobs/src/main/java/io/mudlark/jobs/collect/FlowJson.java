package io.mudlark.jobs.collect;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Map;

/** A document as one line of MongoDB's relaxed extended JSON, which mongoimport reads. */
final class FlowJson {
  private final ObjectWriter writer = new ObjectMapper().writer();

  /** The line, without its end. */
  String line(CollectedFlow flow) throws IOException {
    StringWriter text = new StringWriter(1024);
    try (JsonGenerator out = writer.createGenerator(text)) {
      out.writeStartObject();
      out.writeObjectFieldStart("_id");
      out.writeStringField("$oid", flow.id());
      out.writeEndObject();
      for (Map.Entry<String, Object> field : flow.fields().entrySet()) {
        out.writeFieldName(field.getKey());
        writer.writeValue(out, field.getValue());
      }
      out.writeEndObject();
    }
    return text.toString();
  }
}
