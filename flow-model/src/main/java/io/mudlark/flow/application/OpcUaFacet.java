package io.mudlark.flow.application;

import java.util.List;

/**
 * One OPC UA exchange (OPC 10000-6): a request over a secure channel and its response.
 *
 * @param exchange how it went
 * @param messageType {@code HEL}, {@code OPN}, {@code MSG} or {@code CLO}
 * @param secureChannelId secure channel, 0 before there is one
 * @param requestId request id in the sequence header, 0 when it has none
 * @param service name of the service, such as {@code Read}; empty when encrypted
 * @param statusCode service result of the response; 0 is Good, -1 without a response
 * @param securityPolicy fragment of the security policy's URI, such as {@code None}
 * @param nodeIds node ids that the request names, a bounded number of them
 */
public record OpcUaFacet(
    ExchangeFacts exchange,
    String messageType,
    long secureChannelId,
    long requestId,
    String service,
    long statusCode,
    String securityPolicy,
    List<String> nodeIds)
    implements ApplicationFacet.Exchange {

  public OpcUaFacet {
    nodeIds = List.copyOf(nodeIds);
  }

  @Override
  public String protocol() {
    return "opcua";
  }
}
