package io.mudlark.source.document;

import com.fasterxml.jackson.databind.JsonNode;
import io.mudlark.flow.IpAddress;
import io.mudlark.flow.IpProtocol;
import io.mudlark.flow.MacAddress;
import io.mudlark.ipfix.registry.AbstractDataType;
import io.mudlark.ipfix.registry.InformationElement;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads values of JSON as values of information elements. */
final class FieldText {
  private static final String PROTOCOL = "protocolIdentifier";
  private static final int MAX_SCALE = 32;
  private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000L);

  private static final Map<String, Integer> PROTOCOLS =
      Map.of(
          "icmp", IpProtocol.ICMP,
          "igmp", IpProtocol.IGMP,
          "tcp", IpProtocol.TCP,
          "udp", IpProtocol.UDP,
          "gre", IpProtocol.GRE,
          "icmpv6", IpProtocol.ICMPV6,
          "ipv6-icmp", IpProtocol.ICMPV6,
          "icmp6", IpProtocol.ICMPV6,
          "sctp", IpProtocol.SCTP);

  private FieldText() {}

  /**
   * The value, of the types that a message encoder takes; null when the element's type has no form
   * in one value.
   *
   * @throws IllegalArgumentException when it is no value of the element
   */
  static @Nullable Object value(InformationElement element, JsonNode json) {
    String text = json.asText().strip();
    switch (element.type()) {
      case STRING:
        return json.asText();
      case BOOLEAN:
        return bool(text);
      case FLOAT32, FLOAT64:
        return Double.valueOf(text);
      case MAC_ADDRESS:
        return MacAddress.parse(text);
      case IPV4_ADDRESS, IPV6_ADDRESS:
        return address(text, element.type() == AbstractDataType.IPV4_ADDRESS);
      case DATE_TIME_SECONDS, DATE_TIME_MILLISECONDS, DATE_TIME_MICROSECONDS, DATE_TIME_NANOSECONDS:
        return time(element.type(), json, text);
      case OCTET_ARRAY:
        return text.startsWith("0x") ? HexFormat.of().parseHex(text.substring(2)) : null;
      case BASIC_LIST, SUB_TEMPLATE_LIST, SUB_TEMPLATE_MULTI_LIST, UNSIGNED256:
        return null;
      default:
        return whole(element, text);
    }
  }

  private static boolean bool(String text) {
    if (!text.equals("true") && !text.equals("false")) {
      throw new IllegalArgumentException("neither true nor false");
    }
    return text.equals("true");
  }

  private static IpAddress address(String text, boolean v4) {
    IpAddress address = IpAddress.parse(text);
    if (address.isV4() != v4) {
      throw new IllegalArgumentException("an address of the other family");
    }
    return address;
  }

  private static Long whole(InformationElement element, String text) {
    Integer protocol =
        element.name().equals(PROTOCOL) ? PROTOCOLS.get(text.toLowerCase(Locale.ROOT)) : null;
    if (protocol != null) {
      return protocol.longValue();
    }
    if (!text.matches("-?[0-9]{1,20}")) {
      throw new IllegalArgumentException("no whole number");
    }
    BigInteger number = new BigInteger(text);
    int bits = 8 * element.type().length();
    boolean signed = element.type().text().startsWith("signed");
    boolean fits = signed ? number.bitLength() < bits : number.bitLength() <= bits;
    if (!fits || (!signed && number.signum() < 0)) {
      throw new IllegalArgumentException("out of the range of " + element.type().text());
    }
    return number.longValue();
  }

  /** A date in ISO 8601, with a blank for the T and without a zone too (UTC), or a number. */
  private static Instant time(AbstractDataType type, JsonNode json, String text) {
    try {
      if (json.isIntegralNumber()) {
        return instant(new BigDecimal(json.bigIntegerValue()).divide(perSecond(type)));
      }
      if (text.matches("[0-9]{1,12}(\\.[0-9]{1,9})?")) {
        return instant(new BigDecimal(text));
      }
      String iso = text.replace(' ', 'T');
      int clock = iso.indexOf('T');
      boolean zoned = clock > 0 && iso.substring(clock).matches(".*(Z|[+-].*)");
      return OffsetDateTime.parse(zoned ? iso : iso + "Z").toInstant();
    } catch (DateTimeException | ArithmeticException e) {
      throw new IllegalArgumentException("no time", e);
    }
  }

  private static BigDecimal perSecond(AbstractDataType type) {
    switch (type) {
      case DATE_TIME_SECONDS:
        return BigDecimal.ONE;
      case DATE_TIME_MILLISECONDS:
        return BigDecimal.valueOf(1_000);
      case DATE_TIME_MICROSECONDS:
        return BigDecimal.valueOf(1_000_000);
      default:
        return NANOS;
    }
  }

  private static Instant instant(BigDecimal seconds) {
    if (seconds.precision() > MAX_SCALE || seconds.signum() < 0) {
      throw new ArithmeticException("out of range");
    }
    BigInteger nanos = seconds.multiply(NANOS).toBigInteger();
    BigInteger[] parts = nanos.divideAndRemainder(NANOS.toBigInteger());
    return Instant.ofEpochSecond(parts[0].longValueExact(), parts[1].longValueExact());
  }
}
