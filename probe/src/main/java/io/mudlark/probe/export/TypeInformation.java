package io.mudlark.probe.export;

import io.mudlark.ipfix.encode.MessageEncoder;
import io.mudlark.ipfix.registry.ElementRegistry;
import io.mudlark.ipfix.registry.InformationElement;
import io.mudlark.ipfix.template.Template;
import java.util.List;
import java.util.Map;

/** Describes elements to a collector that has no table of them (RFC 5610). */
final class TypeInformation {
  private static final List<String> FIELDS =
      List.of(
          "privateEnterpriseNumber",
          "informationElementId",
          "informationElementDataType",
          "informationElementSemantics",
          "informationElementUnits",
          "informationElementName");

  /** Numbers of RFC 5610 3.2 and 3.3. */
  private static final Map<String, Integer> SEMANTICS =
      Map.of("default", 0, "quantity", 1, "totalCounter", 2, "deltaCounter", 3, "identifier", 4);

  private static final Map<String, Integer> UNITS =
      Map.of("", 0, "octets", 2, "nanoseconds", 8, "messages", 10);

  private final Template template;
  private final List<InformationElement> elements;

  TypeInformation(int templateId, ElementRegistry registry, List<InformationElement> elements) {
    this.template = Template.ofOptions(templateId, 2, Fields.of(registry, FIELDS));
    this.elements = elements;
  }

  /** Adds the options template and one record for each element. */
  void send(MessageEncoder encoder) {
    encoder.template(template);
    for (InformationElement element : elements) {
      encoder.record(
          template,
          List.of(
              element.enterprise(),
              (long) element.id(),
              (long) element.type().code(),
              (long) SEMANTICS.getOrDefault(element.semantics(), 0),
              (long) UNITS.getOrDefault(element.units(), 0),
              element.name()));
    }
  }
}
