package io.mudlark.ipfix.template;

import java.util.List;

/**
 * The layout of the records of one data set id, as an exporter announced it.
 *
 * @param id 256..65535, unique within transport session and observation domain
 * @param scopeCount how many of the first fields are the scope; 0 for a template of flow records
 * @param options whether it is an options template (NetFlow v9 has some without a scope)
 * @param fields in the order of the record; an element may occur more than once (RFC 7011 8)
 */
public record Template(int id, int scopeCount, boolean options, List<FieldSpecifier> fields) {
  public Template {
    if (id < 0 || id > 65535) {
      throw new IllegalArgumentException("template id " + id);
    }
    if (scopeCount < 0 || scopeCount > fields.size()) {
      throw new IllegalArgumentException(scopeCount + " scopes of " + fields.size() + " fields");
    }
    fields = List.copyOf(fields);
  }

  /** A template of flow records. */
  public static Template ofFlows(int id, List<FieldSpecifier> fields) {
    return new Template(id, 0, false, fields);
  }

  /** An options template whose first {@code scopeCount} fields are the scope. */
  public static Template ofOptions(int id, int scopeCount, List<FieldSpecifier> fields) {
    return new Template(id, scopeCount, true, fields);
  }

  /** The least octets of a record. */
  public int minRecordLength() {
    int length = 0;
    for (FieldSpecifier field : fields) {
      length += field.minLength();
    }
    return length;
  }

  /** Fields that take no octets of a record. */
  public int emptyFields() {
    return (int) fields.stream().filter(field -> field.length() == 0).count();
  }

  /** Whether every record has the same length. */
  public boolean isFixedLength() {
    return fields.stream().noneMatch(FieldSpecifier::isVariable);
  }
}
