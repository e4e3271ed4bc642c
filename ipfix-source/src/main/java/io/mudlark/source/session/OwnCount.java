package io.mudlark.source.session;

import java.util.Locale;

/** What a session counts beside the ledger of its decoder. */
enum OwnCount {
  /** Messages that came. */
  MESSAGES(0),
  /** Messages that are no IPFIX and no NetFlow v9 or v5. */
  NOT_FLOW_EXPORT(1),
  /** Messages whose header was cut off or told an impossible length. */
  HEADERS_MALFORMED(2),
  /** Flow records handed on. */
  FLOWS(3),
  /** Data records about something else than a flow: without a pair of addresses. */
  NOT_FLOWS(4),
  /** Flows that ended too long before they were received. */
  QUARANTINED_OLD(5),
  /** Flows that end too far behind the time when they were received. */
  QUARANTINED_AHEAD(6),
  /** Datagrams dropped by the kernel at the socket, of whichever exporter; only when live. */
  KERNEL_DROPS(7),
  /** Names with addresses that records told, handed on. */
  NAMES(8),
  /** Resource records, addresses and aliases of DNS answers beyond what is kept of one record. */
  NAMES_OVER_LIMIT(9),
  /** Names told of too late for any flow to be judged by. */
  NAMES_LATE(10);

  private final int code;

  OwnCount(int code) {
    this.code = code;
  }

  /** Its number in saved state, which never changes. */
  int code() {
    return code;
  }

  /** The word in documents. */
  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
