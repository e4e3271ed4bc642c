package io.mudlark.ipfix.registry;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * All information elements that are known, by number and by name.
 *
 * <p>Reverse elements (RFC 5103) are derived from the reversible ones: IANA's under {@link
 * #REVERSE}, CERT's under their own enterprise with bit 14 of the id set, as yaf exports them. It
 * is immutable; {@link #with} gives an extended copy.
 */
public final class ElementRegistry {
  /** The reverse information element private enterprise number of RFC 5103. */
  public static final long REVERSE = 29305;

  /** Number space of NetFlow v9 field types above 32767, which have no enterprise. */
  public static final long NETFLOW9 = 0xFFFF_FFFFL;

  /** Number space of NetFlow v9 scope field types (RFC 3954 6.1). */
  public static final long NETFLOW9_SCOPE = 0xFFFF_FFFEL;

  private static final long CERT = 6871;
  private static final int CERT_REVERSE_BIT = 0x4000;
  private static final List<String> TABLES =
      List.of("iana.csv", "cert.csv", "vendors.csv", "mudlark.csv", "netflow9.csv", "scopes9.csv");

  private final Map<Long, InformationElement> byNumber;
  private final Map<String, InformationElement> byName;
  private final Function<Long, @Nullable InformationElement> beyond;

  private ElementRegistry(
      Map<Long, InformationElement> byNumber, Map<String, InformationElement> byName) {
    this(byNumber, byName, number -> null);
  }

  private ElementRegistry(
      Map<Long, InformationElement> byNumber,
      Map<String, InformationElement> byName,
      Function<Long, @Nullable InformationElement> beyond) {
    this.byNumber = byNumber;
    this.byName = byName;
    this.beyond = beyond;
  }

  /** The tables that come with this module. */
  public static ElementRegistry standard() {
    ElementRegistry registry = new ElementRegistry(new HashMap<>(), new HashMap<>());
    for (String table : TABLES) {
      registry.addAll(resource(table));
    }
    return registry;
  }

  private static List<InformationElement> resource(String name) {
    try (InputStream in = ElementRegistry.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the resource " + name + " is missing");
      }
      return ElementCsv.read(new InputStreamReader(in, StandardCharsets.UTF_8), name);
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }

  /** A copy in which these elements are added or replace others of the same numbers. */
  public ElementRegistry with(Collection<InformationElement> elements) {
    ElementRegistry copy = new ElementRegistry(new HashMap<>(byNumber), new HashMap<>(byName));
    copy.addAll(elements);
    return copy;
  }

  /**
   * The same tables, which share their memory, with elements behind them that may come to be: asked
   * by {@link #key} for what the tables do not have.
   */
  public ElementRegistry before(Function<Long, @Nullable InformationElement> others) {
    return new ElementRegistry(byNumber, byName, others);
  }

  private void addAll(Collection<InformationElement> elements) {
    for (InformationElement element : elements) {
      add(element);
      if (element.reversible() && element.enterprise() == 0) {
        add(element.reverse(REVERSE, element.id()));
      } else if (element.reversible() && element.enterprise() == CERT) {
        add(element.reverse(CERT, element.id() | CERT_REVERSE_BIT));
      }
    }
  }

  private void add(InformationElement element) {
    InformationElement replaced = byNumber.put(key(element.enterprise(), element.id()), element);
    if (replaced != null) {
      byName.remove(replaced.name(), replaced);
    }
    // several vendors use names of IANA's for elements of their own: the first table wins
    byName.putIfAbsent(element.name(), element);
  }

  /** One number for both numbers of an element. */
  public static long key(long enterprise, int id) {
    return enterprise << 16 | id;
  }

  public @Nullable InformationElement find(long enterprise, int id) {
    long key = key(enterprise, id);
    InformationElement known = byNumber.get(key);
    return known != null ? known : beyond.apply(key);
  }

  public @Nullable InformationElement find(String name) {
    return byName.get(name);
  }

  /**
   * The element of a name.
   *
   * @throws IllegalArgumentException when there is none
   */
  public InformationElement named(String name) {
    InformationElement element = byName.get(name);
    if (element == null) {
      throw new IllegalArgumentException("no information element is called '" + name + "'");
    }
    return element;
  }

  /** How many elements are known, derived reverse elements included. */
  public int size() {
    return byNumber.size();
  }

  /** All of them, in no order. */
  public Collection<InformationElement> elements() {
    return Collections.unmodifiableCollection(byNumber.values());
  }
}
