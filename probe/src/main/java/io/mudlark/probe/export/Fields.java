package io.mudlark.probe.export;

import io.mudlark.ipfix.registry.ElementRegistry;
import io.mudlark.ipfix.registry.InformationElement;
import io.mudlark.ipfix.template.FieldSpecifier;
import io.mudlark.ipfix.wire.VariableLength;
import java.util.List;

/** Elements by name in their full size; texts in their own length. */
final class Fields {
  private Fields() {}

  static List<FieldSpecifier> of(ElementRegistry registry, List<String> names) {
    return names.stream().map(registry::named).map(Fields::of).toList();
  }

  static FieldSpecifier of(InformationElement element) {
    int length = element.type().length();
    return new FieldSpecifier(
        element.enterprise(), element.id(), length == 0 ? VariableLength.MARK : length);
  }
}
