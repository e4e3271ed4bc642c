package io.mudlark.ipfix.registry;

import org.jspecify.annotations.Nullable;

/** The abstract data types of RFC 7012 3.1 and RFC 6313, with their numbers in RFC 5610. */
public enum AbstractDataType {
  OCTET_ARRAY("octetArray", 0, 0),
  UNSIGNED8("unsigned8", 1, 1),
  UNSIGNED16("unsigned16", 2, 2),
  UNSIGNED32("unsigned32", 3, 4),
  UNSIGNED64("unsigned64", 4, 8),
  SIGNED8("signed8", 5, 1),
  SIGNED16("signed16", 6, 2),
  SIGNED32("signed32", 7, 4),
  SIGNED64("signed64", 8, 8),
  FLOAT32("float32", 9, 4),
  FLOAT64("float64", 10, 8),
  BOOLEAN("boolean", 11, 1),
  MAC_ADDRESS("macAddress", 12, 6),
  STRING("string", 13, 0),
  DATE_TIME_SECONDS("dateTimeSeconds", 14, 4),
  DATE_TIME_MILLISECONDS("dateTimeMilliseconds", 15, 8),
  DATE_TIME_MICROSECONDS("dateTimeMicroseconds", 16, 8),
  DATE_TIME_NANOSECONDS("dateTimeNanoseconds", 17, 8),
  IPV4_ADDRESS("ipv4Address", 18, 4),
  IPV6_ADDRESS("ipv6Address", 19, 16),
  BASIC_LIST("basicList", 20, 0),
  SUB_TEMPLATE_LIST("subTemplateList", 21, 0),
  SUB_TEMPLATE_MULTI_LIST("subTemplateMultiList", 22, 0),
  /** IANA's newest (2024): read as octets. */
  UNSIGNED256("unsigned256", 23, 32);

  private final String text;
  private final int code;
  private final int length;

  AbstractDataType(String text, int code, int length) {
    this.text = text;
    this.code = code;
    this.length = length;
  }

  /** The name in IANA's registry. */
  public String text() {
    return text;
  }

  /** Octets of a value in full size, 0 when it has none. */
  public int length() {
    return length;
  }

  public boolean isList() {
    return this == BASIC_LIST || this == SUB_TEMPLATE_LIST || this == SUB_TEMPLATE_MULTI_LIST;
  }

  /** The type of a name of IANA's registry, or null. */
  public static @Nullable AbstractDataType ofText(String text) {
    for (AbstractDataType type : values()) {
      if (type.text.equals(text)) {
        return type;
      }
    }
    return null;
  }

  /** The type of an informationElementDataType (RFC 5610 3.1), or null. */
  public static @Nullable AbstractDataType ofCode(long code) {
    for (AbstractDataType type : values()) {
      if (type.code == code) {
        return type;
      }
    }
    return null;
  }

  /** informationElementDataType of RFC 5610 3.1. */
  public int code() {
    return code;
  }
}
