package io.mudlark.ipfix.record;

import java.util.List;

/**
 * A structured field of RFC 6313: a list of values, or of records.
 *
 * @param semantic how the items belong together: 0 noneOf, 1 exactlyOneOf, 2 oneOrMoreOf, 3 allOf,
 *     4 ordered, 255 undefined
 * @param of the element of a basicList, or {@code template} followed by the ids in a list of
 *     records
 * @param items values for a basicList, maps of name to value for lists of records
 * @param complete whether the whole list could be read
 */
public record ListValue(int semantic, String of, List<Object> items, boolean complete) {
  public ListValue {
    items = List.copyOf(items);
  }
}
