package io.mudlark.flow;

import org.jspecify.annotations.Nullable;

/** The text forms of IP addresses: RFC 4291 2.2 in, RFC 5952 out. */
final class IpText {
  private static final int GROUPS = 8;

  private IpText() {}

  static IpAddress parse(String text) {
    IpAddress address = tryParse(text);
    if (address == null) {
      throw new IllegalArgumentException("not an IP address: '" + text + "'");
    }
    return address;
  }

  static @Nullable IpAddress tryParse(String text) {
    return text.indexOf(':') >= 0 ? tryParseV6(text) : tryParseV4(text);
  }

  private static @Nullable IpAddress tryParseV4(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != 4) {
      return null;
    }
    int bits = 0;
    for (String part : parts) {
      int octet = number(part, 10, 3);
      if (octet < 0 || octet > 255) {
        return null;
      }
      bits = bits << 8 | octet;
    }
    return IpAddress.v4(bits);
  }

  private static @Nullable IpAddress tryParseV6(String text) {
    int gap = text.indexOf("::");
    if (gap != text.lastIndexOf("::")) {
      return null;
    }
    int[] groups = new int[GROUPS];
    if (gap < 0) {
      return fill(text, groups, 0) == GROUPS ? join(groups) : null;
    }
    int[] tail = new int[GROUPS];
    int before = fill(text.substring(0, gap), groups, 0);
    int after = fill(text.substring(gap + 2), tail, 0);
    if (before < 0 || after < 0 || before + after >= GROUPS) {
      return null;
    }
    System.arraycopy(tail, 0, groups, GROUPS - after, after);
    return join(groups);
  }

  /** Writes the groups of {@code text} and returns their number, or -1 when one is no group. */
  private static int fill(String text, int[] groups, int start) {
    if (text.isEmpty()) {
      return start;
    }
    int count = start;
    String[] parts = text.split(":", -1);
    for (int i = 0; i < parts.length; i++) {
      boolean last = i == parts.length - 1;
      if (last && parts[i].indexOf('.') >= 0) {
        IpAddress v4 = tryParseV4(parts[i]);
        if (v4 == null || count + 2 > GROUPS) {
          return -1;
        }
        groups[count++] = (int) (v4.low() >>> 16);
        groups[count++] = (int) (v4.low() & 0xFFFF);
      } else {
        int group = number(parts[i], 16, 4);
        if (group < 0 || count >= GROUPS) {
          return -1;
        }
        groups[count++] = group;
      }
    }
    return count;
  }

  private static IpAddress join(int[] groups) {
    long high = 0;
    long low = 0;
    for (int i = 0; i < 4; i++) {
      high = high << 16 | groups[i];
      low = low << 16 | groups[i + 4];
    }
    return IpAddress.v6(high, low);
  }

  private static int number(String digits, int radix, int maxDigits) {
    if (digits.isEmpty() || digits.length() > maxDigits) {
      return -1;
    }
    int value = 0;
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      int digit = c < 128 ? Character.digit(c, radix) : -1;
      if (digit < 0) {
        return -1;
      }
      value = value * radix + digit;
    }
    return value;
  }

  static String format(IpAddress address) {
    if (address.isV4()) {
      long bits = address.low();
      return (bits >>> 24)
          + "."
          + (bits >>> 16 & 255)
          + "."
          + (bits >>> 8 & 255)
          + "."
          + (bits & 255);
    }
    int[] groups = new int[GROUPS];
    for (int i = 0; i < GROUPS; i++) {
      long word = i < 4 ? address.high() : address.low();
      groups[i] = (int) (word >>> (48 - i % 4 * 16) & 0xFFFF);
    }
    return formatV6(groups);
  }

  private static String formatV6(int[] groups) {
    int gapStart = -1;
    int gapLength = 1;
    for (int i = 0; i < GROUPS; i++) {
      int run = 0;
      while (i + run < GROUPS && groups[i + run] == 0) {
        run++;
      }
      if (run > gapLength) {
        gapStart = i;
        gapLength = run;
      }
    }
    StringBuilder text = new StringBuilder(39);
    for (int i = 0; i < GROUPS; i++) {
      if (i == gapStart) {
        text.append("::");
        i += gapLength - 1;
        continue;
      }
      if (text.length() > 0 && text.charAt(text.length() - 1) != ':') {
        text.append(':');
      }
      text.append(Integer.toHexString(groups[i]));
    }
    return text.toString();
  }
}
