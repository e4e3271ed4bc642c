package io.mudlark.ipfix.registry;

import java.io.Serializable;

/**
 * One kind of field (RFC 7012): what a number of an enterprise means.
 *
 * @param enterprise private enterprise number, 0 for IANA's own; see {@link ElementRegistry} for
 *     the number spaces of NetFlow v9
 * @param id element id within the enterprise
 * @param name unique name, lower camel case
 * @param type abstract data type
 * @param semantics data type semantics as IANA writes them: {@code deltaCounter}, {@code
 *     identifier}, ...
 * @param units units as IANA writes them, or empty
 * @param reversible whether RFC 5103 gives it a reverse form
 */
public record InformationElement(
    long enterprise,
    int id,
    String name,
    AbstractDataType type,
    String semantics,
    String units,
    boolean reversible)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** An element nobody described: its octets are kept under a name made of its numbers. */
  public static InformationElement unknown(long enterprise, int id) {
    String name = "unknown." + enterprise + "." + id;
    return new InformationElement(
        enterprise, id, name, AbstractDataType.OCTET_ARRAY, "default", "", false);
  }

  /** Whether this is a stand-in for an element that no table describes. */
  public boolean isUnknown() {
    return name.startsWith("unknown.");
  }

  /** The same element counted in the other direction (RFC 5103), under other numbers. */
  InformationElement reverse(long reverseEnterprise, int reverseId) {
    String reverseName = "reverse" + Character.toUpperCase(name.charAt(0)) + name.substring(1);
    return new InformationElement(
        reverseEnterprise, reverseId, reverseName, type, semantics, units, false);
  }
}
