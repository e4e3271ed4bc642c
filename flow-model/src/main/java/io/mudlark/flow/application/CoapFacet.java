package io.mudlark.flow.application;

/**
 * One CoAP exchange (RFC 7252): a request and its response, matched by token.
 *
 * @param exchange how it went
 * @param type message type of the request: 0 confirmable, 1 non-confirmable
 * @param method code of the request, such as 0x01 for GET
 * @param response code of the response, such as 0x45 for 2.05; 0 without one
 * @param messageId message id of the request
 * @param token token in hexadecimal digits, empty when it has none
 * @param path Uri-Path and Uri-Query as one text, with a leading slash
 * @param payloadOctets payload of requests and responses together
 * @param notifications responses after the first, as observation (RFC 7641) sends them
 * @param blocks messages that carried a block (RFC 7959)
 */
public record CoapFacet(
    ExchangeFacts exchange,
    int type,
    int method,
    int response,
    int messageId,
    String token,
    String path,
    long payloadOctets,
    int notifications,
    int blocks)
    implements ApplicationFacet.Exchange {

  @Override
  public String protocol() {
    return "coap";
  }
}
