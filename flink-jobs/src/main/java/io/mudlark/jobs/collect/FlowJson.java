package io.mudlark.jobs.collect;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Instant;
import java.util.Map;

/** Documents as lines of JSON. */
final class FlowJson {
  private final ObjectWriter writer = new ObjectMapper().writer();

  /** MongoDB's relaxed extended JSON, which mongoimport reads, without the end of the line. */
  String line(CollectedFlow flow) throws IOException {
    StringWriter text = new StringWriter(1024);
    try (JsonGenerator out = writer.createGenerator(text)) {
      out.writeStartObject();
      out.writeObjectFieldStart("_id");
      out.writeStringField("$oid", flow.id());
      out.writeEndObject();
      fields(flow, out);
    }
    return text.toString();
  }

  /** The fields behind the time of the flow's end, as Elasticsearch has them; the id is beside. */
  String timed(CollectedFlow flow) throws IOException {
    StringWriter text = new StringWriter(1024);
    try (JsonGenerator out = writer.createGenerator(text)) {
      out.writeStartObject();
      out.writeStringField("@timestamp", Instant.ofEpochMilli(flow.times().end()).toString());
      fields(flow, out);
    }
    return text.toString();
  }

  private void fields(CollectedFlow flow, JsonGenerator out) throws IOException {
    for (Map.Entry<String, Object> field : flow.fields().entrySet()) {
      out.writeFieldName(field.getKey());
      writer.writeValue(out, field.getValue());
    }
    out.writeEndObject();
  }
}
