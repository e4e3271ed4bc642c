package io.mudlark.source.document;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.mudlark.ipfix.encode.MessageEncoder;
import io.mudlark.ipfix.registry.ElementRegistry;
import io.mudlark.ipfix.registry.InformationElement;
import io.mudlark.ipfix.template.FieldSpecifier;
import io.mudlark.ipfix.template.Template;
import io.mudlark.ipfix.wire.Protocol;
import io.mudlark.ipfix.wire.VariableLength;
import io.mudlark.source.datagram.ExportDatagram;
import io.mudlark.source.datagram.UnreadableExports;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns flow records in JSON into export messages of one record each, so that they go the way of
 * all exports.
 *
 * <p>A record is an object whose members are information elements by IANA's names, as {@code
 * collect} and {@code ipfix dump} write them, or have the names of goflow2 or pmacct. Members of
 * other names, and lists, are passed over. It is no thread's but one's.
 */
public final class FlowDocuments {
  private static final int MAX_FIELDS = 256;
  private static final int MAX_DEPTH = 16;
  private static final int LONGEST = 65_535;
  private static final int LONGEST_NAME = 256;
  private static final int FIRST_TEMPLATE = 256;
  private static final int TEMPLATES = 65_000;
  private static final List<String> EXPORTERS =
      List.of("exporter", "sampler_address", "peer_ip_src");
  private static final List<String> DOMAINS =
      List.of("observationDomainId", "domain", "observation_domain_id");
  private static final List<String> SOURCES = List.of("src_addr", "ip_src");

  private final ElementRegistry registry;
  private final JsonMapper json =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxDocumentLength(LONGEST)
                          .maxNumberLength(64)
                          .build())
                  .build())
          .build();

  /**
   * @param registry elements that are known by name
   */
  public FlowDocuments(ElementRegistry registry) {
    this.registry = registry;
  }

  /** Where a document came from. */
  public record Envelope(String site, String exporter, long receiveNanos) {}

  /** Whether octets are a document and no message: these begin with their version. */
  public static boolean isOne(byte[] octets) {
    return octets.length > 0 && octets[0] == '{';
  }

  /**
   * The message of a document.
   *
   * @param from where it came from; its exporter is that of a document that names none
   * @throws UnreadableExports naming the member, and what is wrong with it
   */
  public ExportDatagram read(byte[] octets, Envelope from) throws UnreadableExports {
    JsonNode root = parse(octets);
    JsonNode members = root.path("fields").isObject() ? root.path("fields") : root;
    int version = first(members, SOURCES, "").indexOf(':') < 0 ? 4 : 6;
    Map<InformationElement, Object> fields = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> member : members.properties()) {
      InformationElement element = registry.find(FieldNames.element(member.getKey(), version));
      if (element != null && member.getValue().isValueNode() && !member.getValue().isNull()) {
        add(fields, element, member);
      }
    }
    if (fields.isEmpty()) {
      throw new UnreadableExports("holds no information element");
    }
    String exporter = first(root, EXPORTERS, from.exporter());
    String name = "json:" + exporter.substring(0, Math.min(LONGEST_NAME, exporter.length()));
    byte[] message = encode(fields, domain(root), from.receiveNanos());
    return ExportDatagram.document(from.site(), name, from.receiveNanos(), message);
  }

  private JsonNode parse(byte[] octets) throws UnreadableExports {
    try {
      return json.readTree(octets);
    } catch (JacksonException e) {
      throw new UnreadableExports("no JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new UnreadableExports("no JSON: " + e.getMessage(), e);
    }
  }

  private static void add(
      Map<InformationElement, Object> fields,
      InformationElement element,
      Map.Entry<String, JsonNode> member)
      throws UnreadableExports {
    try {
      Object value = FieldText.value(element, member.getValue());
      if (value != null) {
        fields.putIfAbsent(element, value);
      }
    } catch (IllegalArgumentException e) {
      throw new UnreadableExports("member '" + member.getKey() + "': " + e.getMessage());
    }
    if (fields.size() > MAX_FIELDS) {
      throw new UnreadableExports("has more than " + MAX_FIELDS + " information elements");
    }
  }

  private static String first(JsonNode root, List<String> names, String absent) {
    for (String name : names) {
      String text = root.path(name).asText();
      if (!text.isEmpty()) {
        return text;
      }
    }
    return absent;
  }

  private static long domain(JsonNode root) {
    String text = first(root, DOMAINS, "0");
    return text.matches("[0-9]{1,10}") ? Long.parseLong(text) & 0xFFFF_FFFFL : 0;
  }

  private byte[] encode(Map<InformationElement, Object> fields, long domain, long nanos)
      throws UnreadableExports {
    List<FieldSpecifier> layout = new ArrayList<>();
    for (InformationElement element : fields.keySet()) {
      int length = element.type().length();
      layout.add(
          new FieldSpecifier(
              element.enterprise(), element.id(), length == 0 ? VariableLength.MARK : length));
    }
    int id = FIRST_TEMPLATE + Math.floorMod(layout.hashCode(), TEMPLATES);
    Template template = Template.ofFlows(id, layout);
    List<byte[]> messages = new ArrayList<>();
    MessageEncoder encoder =
        new MessageEncoder(Protocol.IPFIX, domain, LONGEST, registry, messages::add);
    encoder.exportAt(nanos);
    try {
      encoder.template(template);
      encoder.record(template, List.copyOf(fields.values()));
    } catch (IllegalArgumentException e) {
      throw new UnreadableExports(String.valueOf(e.getMessage()));
    }
    encoder.flush();
    return messages.get(0);
  }
}
