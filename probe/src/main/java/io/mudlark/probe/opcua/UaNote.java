package io.mudlark.probe.opcua;

/** Something about OPC UA connections that is worth a count. */
enum UaNote {
  /** Whole messages. */
  MESSAGES("opcua-messages"),
  /** Directions and chunks whose headers are impossible. */
  MALFORMED("opcua-malformed"),
  /** Messages given up because another one began before their end. */
  ABANDONED("opcua-messages-abandoned"),
  /** Messages that their sender aborted (chunk type A). */
  ABORTED("opcua-messages-aborted"),
  /** Messages that are encrypted, or of a service that no table has. */
  UNREADABLE("opcua-messages-unreadable"),
  /** Messages whose sequence number does not follow that of the one before. */
  SEQUENCE_GAPS("opcua-sequence-gaps"),
  /** Requests given up because too many of the connection were unanswered. */
  TOO_MANY_OPEN("opcua-requests-too-many"),
  /** Responses whose request was not seen. */
  UNMATCHED("opcua-responses-unmatched");

  private final String text;

  UaNote(String text) {
    this.text = text;
  }

  /** The stable word of the ledger. */
  String text() {
    return text;
  }
}
