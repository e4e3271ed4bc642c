package io.mudlark.ipfix.decode;

import io.mudlark.ipfix.registry.AbstractDataType;
import io.mudlark.ipfix.registry.ElementRegistry;
import io.mudlark.ipfix.registry.InformationElement;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Information elements that an exporter describes in its own stream (RFC 5610).
 *
 * <p>Tables win over what a stream says, and the first description of an element over later ones:
 * an element means one thing, and nobody can make a decoder compile its templates again and again.
 */
final class LearnedElements {
  private static final String[] SEMANTICS = {
    "default",
    "quantity",
    "totalCounter",
    "deltaCounter",
    "identifier",
    "flags",
    "list",
    "snmpCounter",
    "snmpGauge"
  };

  private final ElementRegistry tables;
  private final int limit;
  private final TreeMap<Long, InformationElement> learned = new TreeMap<>();

  LearnedElements(ElementRegistry tables, int limit) {
    this.tables = tables;
    this.limit = limit;
  }

  /** What a type record did. */
  enum Outcome {
    NOTHING,
    LEARNED,
    OVER_LIMIT
  }

  /** Reads an options record, which may be a type record. */
  Outcome learn(Map<String, Object> fields) {
    InformationElement element = typeRecord(fields);
    if (element == null || tables.find(element.enterprise(), element.id()) != null) {
      return Outcome.NOTHING;
    }
    long key = ElementRegistry.key(element.enterprise(), element.id());
    if (learned.containsKey(key)) {
      return Outcome.NOTHING;
    }
    if (learned.size() >= limit) {
      return Outcome.OVER_LIMIT;
    }
    learned.put(key, element);
    return Outcome.LEARNED;
  }

  private static @Nullable InformationElement typeRecord(Map<String, Object> fields) {
    if (!(fields.get("informationElementId") instanceof Long id)
        || !(fields.get("informationElementDataType") instanceof Long code)
        || !(fields.get("informationElementName") instanceof String name)) {
      return null;
    }
    AbstractDataType type = AbstractDataType.ofCode(code);
    if (type == null || !name.matches("[A-Za-z][A-Za-z0-9_.-]{0,127}")) {
      return null;
    }
    long enterprise = fields.get("privateEnterpriseNumber") instanceof Long number ? number : 0;
    int semantics =
        fields.get("informationElementSemantics") instanceof Long number
            ? (int) Math.min(number, SEMANTICS.length)
            : 0;
    return new InformationElement(
        enterprise,
        (int) (id & 0x7FFF),
        name,
        type,
        semantics < SEMANTICS.length ? SEMANTICS[semantics] : "default",
        "",
        false);
  }

  /** The tables and what was learned, also what will be. */
  ElementRegistry registry() {
    return tables.before(learned::get);
  }

  Collection<InformationElement> elements() {
    return List.copyOf(learned.values());
  }

  void writeTo(DataOutput out) throws IOException {
    out.writeInt(learned.size());
    for (InformationElement element : learned.values()) {
      out.writeInt((int) element.enterprise());
      out.writeShort(element.id());
      out.writeUTF(element.name());
      out.writeByte(element.type().code());
      out.writeUTF(element.semantics());
    }
  }

  void readFrom(DataInput in) throws IOException {
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      long enterprise = in.readInt() & 0xFFFF_FFFFL;
      int id = in.readUnsignedShort();
      String name = in.readUTF();
      AbstractDataType type = AbstractDataType.ofCode(in.readUnsignedByte());
      if (type == null) {
        throw new IOException("an element of no known type");
      }
      learned.put(
          ElementRegistry.key(enterprise, id),
          new InformationElement(enterprise, id, name, type, in.readUTF(), "", false));
    }
  }
}
