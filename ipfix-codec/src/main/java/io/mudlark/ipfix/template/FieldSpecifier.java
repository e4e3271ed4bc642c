package io.mudlark.ipfix.template;

import io.mudlark.ipfix.wire.VariableLength;

/**
 * One field of a template: which element, in how many octets.
 *
 * @param enterprise private enterprise number, 0 for IANA's, or a number space of {@link
 *     io.mudlark.ipfix.registry.ElementRegistry}
 * @param id element id, enterprise bit removed
 * @param length octets in the record; {@link VariableLength#MARK} when each record says
 */
public record FieldSpecifier(long enterprise, int id, int length) {
  /** The least octets a field specifier takes in a template. */
  public static final int MIN_BYTES = 4;

  public boolean isVariable() {
    return length == VariableLength.MARK;
  }

  /** The least octets that a record spends on this field. */
  public int minLength() {
    return isVariable() ? 1 : length;
  }

  /** {@code 0:8/4}, as the table of dialects writes it. */
  @Override
  public String toString() {
    return enterprise + ":" + id + "/" + length;
  }
}
