package io.mudlark.mudscope.netflows;

import io.mudlark.flow.IpAddress;
import io.mudlark.flow.IpPrefix;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says of an IP address what kind it is (private, public, loopback, ...), in the words of the
 * Python library IPy 1.01, which MUDscope uses.
 *
 * <p>The kinds lie in {@code address-classes.csv}; the longest prefix that holds an address
 * decides. IPy calls all multicast and broadcast of IPv4 reserved, and 0.0.0.0 and 169.254/16
 * private.
 */
public final class AddressClass {
  private static final List<AddressClass> LONGEST_FIRST = load();

  private final IpPrefix prefix;
  private final String name;

  private AddressClass(IpPrefix prefix, String name) {
    this.prefix = prefix;
    this.name = name;
  }

  /** The kind of an address, such as {@code PRIVATE}. */
  public static String of(IpAddress address) {
    for (AddressClass known : LONGEST_FIRST) {
      if (known.prefix.contains(address)) {
        return known.name;
      }
    }
    // IPy's word for IPv6 space that its table leaves out.
    return "unknown";
  }

  /**
   * The kind of an address as MUDscope sees its text in a flow table: blanks before an IPv4 address
   * do no harm, but an IPv6 address that begins with {@code ::} after a blank, or was shortened to
   * fit its column, is no address to IPy, and then the text itself is the result.
   */
  public static String ofText(String text) {
    IpAddress address = parse(text);
    return address == null ? text : of(address);
  }

  private static @Nullable IpAddress parse(String text) {
    String bare = text.strip();
    if (!IpAddress.isLiteral(bare) || (bare.startsWith("::") && !text.startsWith("::"))) {
      return null;
    }
    return IpAddress.parse(bare);
  }

  private static List<AddressClass> load() {
    List<AddressClass> classes = new ArrayList<>();
    try (InputStream table = AddressClass.class.getResourceAsStream("address-classes.csv")) {
      if (table == null) {
        throw new IllegalStateException("address-classes.csv is not on the class path");
      }
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(table, StandardCharsets.UTF_8));
      for (String line : lines.lines().skip(1).toList()) {
        int comma = line.indexOf(',');
        IpPrefix prefix = IpPrefix.parse(line.substring(0, comma));
        classes.add(new AddressClass(prefix, line.substring(comma + 1)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("address-classes.csv cannot be read", e);
    }
    classes.sort(Comparator.comparingInt((AddressClass known) -> known.prefix.length()).reversed());
    return List.copyOf(classes);
  }
}
