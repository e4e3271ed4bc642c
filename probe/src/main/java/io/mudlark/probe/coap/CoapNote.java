package io.mudlark.probe.coap;

/** Something about CoAP that is worth a count. */
enum CoapNote {
  MESSAGES("coap-messages"),
  /** Datagrams and stream octets on CoAP's ports that are no CoAP. */
  MALFORMED("coap-malformed"),
  /** Datagrams that were fragmented or cut by the snapshot length, and are not read. */
  INCOMPLETE("coap-incomplete"),
  /** Messages that were sent again: same endpoints, message id, code and token. */
  DUPLICATES("coap-duplicates"),
  /** Responses whose request was not seen. */
  UNMATCHED("coap-responses-unmatched"),
  /** Messages without code that carry a token, against RFC 7252 4.1. */
  EMPTY_WITH_TOKEN("coap-empty-with-token"),
  /** Paths cut at the limit. */
  PATHS_CUT("coap-paths-cut"),
  /** Observations that timed out and were forgotten because too many had. */
  OBSERVATIONS_FORGOTTEN("coap-observations-forgotten"),
  /** Message ids forgotten before their time because too many were remembered. */
  IDS_FORGOTTEN("coap-message-ids-forgotten");

  private final String text;

  CoapNote(String text) {
    this.text = text;
  }

  /** The stable word of the ledger. */
  String text() {
    return text;
  }
}
