package io.mudlark.ipfix.ledger;

import java.util.Locale;

/** What became of a message, a set, a record or a template: one counter each. */
public enum Fate {
  /** Datagrams that were read to their end. */
  MESSAGES_READ,
  /** Datagrams that broke off at a malformed header or set; what came before was kept. */
  MESSAGES_MALFORMED,
  /** Octets behind the end of a message in its datagram. */
  TRAILING_OCTETS,
  /** NetFlow headers whose count of records was wrong. */
  COUNT_WRONG,
  /** Data records decoded, and handed on. */
  RECORDS_DECODED,
  /** Options records decoded. */
  OPTIONS_DECODED,
  /** Records that ran out of their set: malformed. */
  RECORDS_MALFORMED,
  /** Data sets put aside until their template comes. */
  SETS_PARKED,
  /** Parked data sets that were decoded later. */
  SETS_UNPARKED,
  /** Records decoded out of parked sets (they are also in RECORDS_DECODED or OPTIONS_DECODED). */
  RECORDS_UNPARKED,
  /** Data sets given up for want of a template: too many, too large, too old. */
  SETS_UNDECODABLE,
  /** Octets of these. */
  OCTETS_UNDECODABLE,
  /** Sets of ids that no standard uses (0, 1, 4..255); skipped. */
  SETS_UNKNOWN,
  TEMPLATES_NEW,
  TEMPLATES_REFRESHED,
  TEMPLATES_REDEFINED,
  TEMPLATES_WITHDRAWN,
  /** Templates that broke a rule, such as records of no length. */
  TEMPLATES_REFUSED,
  /** Templates beyond a limit of number, fields or memory. */
  TEMPLATES_OVER_LIMIT,
  /** Elements described by RFC 5610 type records. */
  ELEMENTS_LEARNED,
  /** Type records beyond the limit. */
  ELEMENTS_OVER_LIMIT,
  /** Fields of templates whose element no table describes. */
  FIELDS_UNKNOWN;

  /** The word in documents: lower case with hyphens. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
