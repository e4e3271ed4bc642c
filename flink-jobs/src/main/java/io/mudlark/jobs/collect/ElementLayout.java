package io.mudlark.jobs.collect;

import io.mudlark.ipfix.record.ListValue;
import io.mudlark.ipfix.record.RecordView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The document of any record: its information elements by name, in the order of the template, and
 * who sent it.
 *
 * <p>Addresses and times are text (times to the nanosecond, UTC); numbers beyond 2^63 are text too.
 */
final class ElementLayout {
  private ElementLayout() {}

  static Map<String, Object> of(RecordView record) {
    Map<String, Object> fields = new LinkedHashMap<>();
    record.toMap().forEach((name, value) -> fields.put(key(name), plain(value)));
    fields.put("exporter", record.exporter());
    fields.put("observationDomainId", MissionLayout.integer(record.header().domain()));
    return fields;
  }

  /** Dots and dollars mean something in MongoDB's queries, and NUL ends a key. */
  private static String key(String name) {
    return name.replace('.', '_').replace('$', '_').replace('\0', '_');
  }

  private static Object plain(Object value) {
    if (value instanceof Long whole) {
      return MissionLayout.integer(whole);
    }
    if (value instanceof Double || value instanceof Boolean || value instanceof String) {
      return value;
    }
    if (value instanceof RecordView.Repeated repeated) {
      return plain(repeated.values());
    }
    if (value instanceof ListValue list) {
      return plain(list.items());
    }
    if (value instanceof List<?> items) {
      List<Object> all = new ArrayList<>(items.size());
      items.forEach(item -> all.add(plain(item)));
      return all;
    }
    if (value instanceof Map<?, ?> nested) {
      Map<String, Object> all = new LinkedHashMap<>();
      nested.forEach((name, item) -> all.put(key(String.valueOf(name)), plain(item)));
      return all;
    }
    return value.toString();
  }
}
