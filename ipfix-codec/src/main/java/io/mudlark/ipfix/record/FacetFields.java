package io.mudlark.ipfix.record;

import io.mudlark.flow.application.ExchangeEnd;
import io.mudlark.flow.application.ExchangeFacts;
import io.mudlark.ipfix.template.RecordPlan;
import io.mudlark.ipfix.wire.NetworkOrder;
import java.nio.charset.StandardCharsets;

/** Where the fields of an application facet lie in the records of a template, found by name. */
final class FacetFields {
  /** The place of a field that the template does not have. */
  static final int ABSENT = -1;

  private static final int TRUE = 1;

  private final RecordPlan plan;

  FacetFields(RecordPlan plan) {
    this.plan = plan;
  }

  boolean has(String element) {
    return find(element) != ABSENT;
  }

  /** The first field of a name, or {@link #ABSENT}. */
  int find(String element) {
    for (int i = 0; i < plan.fieldCount(); i++) {
      if (plan.element(i).name().equals(element)) {
        return i;
      }
    }
    return ABSENT;
  }

  /** An unsigned number, or what stands for it when the field is not there or has no octets. */
  static long unsigned(RecordView record, int field, long absent) {
    if (field == ABSENT || record.length(field) < 1 || record.length(field) > 8) {
      return absent;
    }
    return NetworkOrder.unsigned(record.bytes(), record.start(field), record.length(field));
  }

  /** The same for a number with a sign, in as few octets as it was written (RFC 7011 6.2). */
  static long signed(RecordView record, int field, long absent) {
    long value = unsigned(record, field, absent);
    int unused = field == ABSENT ? 0 : 64 - 8 * record.length(field);
    return unused <= 0 || unused > 56 ? value : value << unused >> unused;
  }

  /** RFC 7011 6.1.5: 1 is true. */
  static boolean truth(RecordView record, int field) {
    return unsigned(record, field, 0) == TRUE;
  }

  /** UTF-8 up to the first NUL, as MISSION's collector reads it; empty when it is not there. */
  static String text(RecordView record, int field) {
    if (field == ABSENT) {
      return "";
    }
    byte[] bytes = record.bytes();
    int start = record.start(field);
    int limit = start + record.length(field);
    int end = start;
    while (end < limit && bytes[end] != 0) {
      end++;
    }
    return new String(bytes, start, end - start, StandardCharsets.UTF_8);
  }

  /** A number of octets or messages; one beyond 2^63 is cut. */
  static long count(RecordView record, int field) {
    long value = unsigned(record, field, 0);
    return value < 0 ? Long.MAX_VALUE : value;
  }

  /** The elements that exchanges of all protocols have in common. */
  static final class Exchange {
    private final int end;
    private final int midStream;
    private final int roundTrip;

    Exchange(FacetFields fields) {
      end = fields.find("exchangeEnd");
      midStream = fields.find("exchangeMidStream");
      roundTrip = fields.find("exchangeRoundTripNanoseconds");
    }

    ExchangeFacts read(RecordView record) {
      long nanos = signed(record, roundTrip, ExchangeFacts.UNKNOWN);
      return new ExchangeFacts(
          end(unsigned(record, end, ExchangeEnd.COMPLETE.code())),
          false,
          truth(record, midStream),
          nanos < 0 ? ExchangeFacts.UNKNOWN : nanos);
    }

    /** A number that no exchange of ours ends with says no more than that it was over. */
    private static ExchangeEnd end(long code) {
      for (ExchangeEnd known : ExchangeEnd.values()) {
        if (known.code() == code) {
          return known;
        }
      }
      return ExchangeEnd.OBSERVATION_END;
    }
  }
}
