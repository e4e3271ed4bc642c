package io.mudlark.ipfix.ledger;

import java.util.Locale;

/** What became of a message, a set, a record or a template: one counter each. */
public enum DecodeFate {
  /** Datagrams that were read to their end. */
  MESSAGES_READ(0),
  /** Datagrams that broke off at a malformed header or set; what came before was kept. */
  MESSAGES_MALFORMED(1),
  /** Octets behind the end of a message in its datagram. */
  TRAILING_OCTETS(2),
  /** NetFlow headers whose count of records was wrong. */
  COUNT_WRONG(3),
  /** Data records decoded, and handed on. */
  RECORDS_DECODED(4),
  /** Options records decoded. */
  OPTIONS_DECODED(5),
  /** Records that ran out of their set: malformed. */
  RECORDS_MALFORMED(6),
  /** Data sets put aside until their template comes. */
  SETS_PARKED(7),
  /** Parked data sets that were decoded later. */
  SETS_UNPARKED(8),
  /** Records decoded out of parked sets (they are also in RECORDS_DECODED or OPTIONS_DECODED). */
  RECORDS_UNPARKED(9),
  /** Data sets given up for want of a template: too many, too large, too old. */
  SETS_UNDECODABLE(10),
  /** Octets of these. */
  OCTETS_UNDECODABLE(11),
  /** Sets of ids that no standard uses (0, 1, 4..255); skipped. */
  SETS_UNKNOWN(12),
  TEMPLATES_NEW(13),
  TEMPLATES_REFRESHED(14),
  TEMPLATES_REDEFINED(15),
  TEMPLATES_WITHDRAWN(16),
  /** Templates that broke a rule, such as records of no length. */
  TEMPLATES_REFUSED(17),
  /** Templates beyond a limit of number, fields or memory. */
  TEMPLATES_OVER_LIMIT(18),
  /** Elements described by RFC 5610 type records. */
  ELEMENTS_LEARNED(19),
  /** Type records beyond the limit. */
  ELEMENTS_OVER_LIMIT(20),
  /** Fields of templates whose element no table describes. */
  FIELDS_UNKNOWN(21),
  /** Statistics that an exporter told of itself, beyond the limit of names. */
  STATISTICS_OVER_LIMIT(22),
  /** Records, options among them, of datagrams that came again; handed on the first time only. */
  RECORDS_REPEATED(23);

  private final int code;

  DecodeFate(int code) {
    this.code = code;
  }

  /** Its number in saved state, which never changes. */
  int code() {
    return code;
  }

  /** The word in documents: lower case with hyphens. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
