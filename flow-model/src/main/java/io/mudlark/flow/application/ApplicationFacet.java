package io.mudlark.flow.application;

/**
 * What a flow record knows of the application protocol inside it, where somebody looked.
 *
 * <p>Flow records with an {@link Exchange} facet stand for one request with its answer. Their
 * packets may be counted by the flow of the whole connection too: {@link Exchange#metered}.
 */
public sealed interface ApplicationFacet permits ApplicationFacet.Exchange, TlsFacet {
  /** Lower-case name of the protocol, as documents and filters have it. */
  String protocol();

  /** One request and its answer in an application protocol. */
  sealed interface Exchange extends ApplicationFacet permits MqttFacet, CoapFacet, OpcUaFacet {
    /** How the exchange went. */
    ExchangeFacts exchange();

    /**
     * Whether the flow of the connection counts the same packets, so that windows and ledgers must
     * not add them again.
     */
    default boolean metered() {
      return exchange().metered();
    }
  }
}
