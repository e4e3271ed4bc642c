package io.mudlark.jobs.collect;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.mudlark.flow.ExportOrigin;
import io.mudlark.flow.FlowRecord;
import io.mudlark.flow.application.MqttFacet;
import io.mudlark.jobs.delivery.ResultDocument;
import io.mudlark.jobs.delivery.ResultStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * An MQTT exchange of the stream in the layout that the collector stores it in, with the flow's own
 * id instead of one made of the octets of its record.
 */
public final class ExchangeDocument {
  private static final int ID_DIGITS = 24;
  private static final ObjectWriter WRITER = new ObjectMapper().writer();

  private ExchangeDocument() {}

  /**
   * The document, as extended JSON.
   *
   * @throws IllegalArgumentException when the flow has no MQTT facet
   */
  public static ResultDocument of(FlowRecord flow) {
    if (!(flow.application() instanceof MqttFacet mqtt)) {
      throw new IllegalArgumentException("flow " + flow.id() + " is no MQTT exchange");
    }
    Map<String, Object> fields = MissionLayout.of(flow, mqtt);
    ExportOrigin origin = flow.origin();
    MissionLayout.addRest(
        fields,
        origin == null ? "" : origin.exporter(),
        origin == null ? 0 : origin.domain(),
        mqtt);
    String id = flow.id().toString().substring(0, ID_DIGITS);
    return new ResultDocument(
        ResultStream.EXCHANGES, id, 1, flow.endMillis(), mqtt.topic(), json(fields));
  }

  private static String json(Map<String, Object> fields) {
    StringWriter text = new StringWriter(1024);
    try (JsonGenerator out = WRITER.createGenerator(text)) {
      out.writeStartObject();
      for (Map.Entry<String, Object> field : fields.entrySet()) {
        out.writeFieldName(field.getKey());
        WRITER.writeValue(out, field.getValue());
      }
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
