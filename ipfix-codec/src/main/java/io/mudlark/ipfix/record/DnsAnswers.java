package io.mudlark.ipfix.record;

import io.mudlark.flow.IpAddress;
import io.mudlark.ipfix.template.RecordPlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names that the DNS elements of a record give addresses to.
 *
 * <p>Two vendors' elements say which address belongs to which name, and for how long: those of CERT
 * (6871), a list of resource records as YAF writes them, and those of Gigamon (26866), repeated
 * side by side. Others name the question and leave the answer out, or put it into text of no
 * published form.
 *
 * @param answers one for each name, aliases included, in the order of the record
 * @param leftOut what was cut: resource records beyond {@link #MOST_RECORDS}, which were not looked
 *     at, addresses of a name beyond {@link #MOST_ADDRESSES}, and names whose address lies behind
 *     more than {@link #MOST_ALIASES} aliases
 */
public record DnsAnswers(List<DnsAnswer> answers, int leftOut) {
  /** Nothing told. */
  public static final DnsAnswers NONE = new DnsAnswers(List.of(), 0);

  /** Resource records of one flow that are looked at. */
  static final int MOST_RECORDS = 256;

  /** Addresses of a name. */
  static final int MOST_ADDRESSES = 64;

  /** Aliases on the way from a name to its addresses. */
  static final int MOST_ALIASES = 8;

  private static final long DNS_PORT = 53;
  private static final int LONGEST_NAME = 255;
  private static final int ANSWER_SECTION = 1;

  private static final String GIGAMON_NAME = "dnsResponseName";

  public DnsAnswers {
    answers = List.copyOf(answers);
  }

  /** Whether records of a template may have such elements: in a list, or Gigamon's. */
  static boolean mayBeIn(RecordPlan plan) {
    for (int i = 0; i < plan.fieldCount(); i++) {
      if (plan.element(i).type().isList() || plan.element(i).name().equals(GIGAMON_NAME)) {
        return true;
      }
    }
    return false;
  }

  /** Only a conversation with a resolver is looked into: decoding lists costs much. */
  static boolean isWithResolver(long sourcePort, long destinationPort) {
    return sourcePort == DNS_PORT || destinationPort == DNS_PORT;
  }

  static DnsAnswers of(RecordView record) {
    Reader reader = new Reader();
    Map<String, Object> fields = record.toMap();
    reader.visit(fields);
    reader.gigamon(fields);
    List<DnsAnswer> answers = reader.answers();
    return new DnsAnswers(answers, reader.leftOut);
  }

  /** What the resource records say of one name; of several aliases the first one counts. */
  private static final class Owner {
    private final Set<IpAddress> addresses = new LinkedHashSet<>();
    private long ttlSeconds = Long.MAX_VALUE;
    private @Nullable String alias;
  }

  /** Gathers resource records by the name they are about. */
  private static final class Reader {
    private final Map<String, Owner> owners = new LinkedHashMap<>();
    private int records;
    private int leftOut;

    /** Looks for resource records in a value; lists are no deeper than their reader let them be. */
    void visit(@Nullable Object value) {
      if (value instanceof ListValue list) {
        list.items().forEach(this::visit);
      } else if (value instanceof RecordView.Repeated repeated) {
        repeated.values().forEach(this::visit);
      } else if (value instanceof Map<?, ?> fields) {
        if (fields.get("dnsQName") instanceof String name) {
          resourceRecord(name, fields);
        } else {
          fields.values().forEach(this::visit);
        }
      }
    }

    private void resourceRecord(String name, Map<?, ?> fields) {
      boolean answer =
          number(fields, "dnsQueryResponse", 1) == 1
              && number(fields, "dnsNXDomain", 0) == 0
              && number(fields, "dnsRRSection", ANSWER_SECTION) == ANSWER_SECTION;
      long ttl = number(fields, "dnsTTL", -1);
      if (answer && ttl >= 0) {
        Owner owner = owner(name, ttl);
        if (owner != null) {
          fields.values().forEach(value -> data(owner, value));
        }
      }
    }

    /** The list inside a resource record, whose template depends on its type. */
    private void data(Owner owner, Object value) {
      if (!(value instanceof ListValue list)) {
        return;
      }
      for (Object item : list.items()) {
        if (item instanceof Map<?, ?> fields) {
          address(owner, fields.get("sourceIPv4Address"));
          address(owner, fields.get("sourceIPv6Address"));
          if (owner.alias == null && fields.get("dnsCName") instanceof String alias) {
            owner.alias = canonical(alias);
          }
        }
      }
    }

    /** One response a place: name, life and address of the same place belong together. */
    void gigamon(Map<String, Object> fields) {
      List<Object> names = places(fields.get(GIGAMON_NAME));
      List<Object> lives = places(fields.get("dnsResponseTTL"));
      List<Object> v4 = places(fields.get("dnsResponseIPv4Address"));
      List<Object> v6 = places(fields.get("dnsResponseIPv6Address"));
      if (number(fields, "dnsResponseCode", 0) != 0 || names.size() != lives.size()) {
        return;
      }
      for (int i = 0; i < names.size(); i++) {
        if (names.get(i) instanceof String name && lives.get(i) instanceof Long ttl) {
          Owner owner = owner(name, ttl);
          if (owner != null && v4.size() == names.size()) {
            address(owner, v4.get(i));
          }
          if (owner != null && v6.size() == names.size()) {
            address(owner, v6.get(i));
          }
        }
      }
    }

    private static List<Object> places(@Nullable Object value) {
      if (value instanceof RecordView.Repeated repeated) {
        return repeated.values();
      }
      return value == null ? List.of() : List.of(value);
    }

    private @Nullable Owner owner(String name, long ttl) {
      String canonical = canonical(name);
      if (canonical.isEmpty() || canonical.length() > LONGEST_NAME) {
        return null;
      }
      if (++records > MOST_RECORDS) {
        leftOut++;
        return null;
      }
      Owner owner = owners.computeIfAbsent(canonical, key -> new Owner());
      owner.ttlSeconds = Math.min(owner.ttlSeconds, ttl);
      return owner;
    }

    private void address(Owner owner, @Nullable Object value) {
      if (!(value instanceof IpAddress address) || address.isUnspecified()) {
        return;
      }
      if (owner.addresses.size() < MOST_ADDRESSES) {
        owner.addresses.add(address);
      } else if (!owner.addresses.contains(address)) {
        leftOut++;
      }
    }

    /** Each name with its own addresses, or those at the end of its aliases. */
    List<DnsAnswer> answers() {
      List<DnsAnswer> answers = new ArrayList<>();
      owners.forEach(
          (name, first) -> {
            long ttl = first.ttlSeconds;
            Owner owner = first;
            for (int i = 0; owner.addresses.isEmpty() && i < MOST_ALIASES; i++) {
              Owner next = owner.alias == null ? null : owners.get(owner.alias);
              if (next == null) {
                return;
              }
              owner = next;
              ttl = Math.min(ttl, owner.ttlSeconds);
            }
            if (owner.addresses.isEmpty()) {
              leftOut++;
            } else {
              answers.add(new DnsAnswer(name, List.copyOf(owner.addresses), ttl));
            }
          });
      return answers;
    }

    private static long number(Map<?, ?> fields, String name, long absent) {
      return fields.get(name) instanceof Long value ? value : absent;
    }

    private static String canonical(String name) {
      String lower = name.toLowerCase(Locale.ROOT);
      return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }
  }
}
