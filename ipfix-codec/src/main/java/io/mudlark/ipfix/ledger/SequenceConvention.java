package io.mudlark.ipfix.ledger;

/** What an exporter really puts into its sequence numbers, which is not always what it should. */
public enum SequenceConvention {
  /** By the standard: records (IPFIX, v5) or messages (v9) before this message. */
  STANDARD,
  /** Flow records up to and including this message, options left out, as softflowd counts. */
  RECORDS_AFTER,
  /** Records where the standard wants messages: NetFlow v9 numbered like v5. */
  RECORDS_BEFORE,
  /** Messages where the standard wants records. */
  MESSAGES,
  /** It does not move: nothing can be said of losses. */
  CONSTANT
}
