package io.mudlark.ipfix.record;

import io.mudlark.flow.application.ApplicationFacet;
import io.mudlark.flow.application.OpcUaFacet;
import java.util.List;
import java.util.stream.Stream;

/** OPC UA exchanges as Mudlark's own elements tell of them; node ids are lines of one text. */
final class OpcUaFacetRecipe implements FacetRecipe {
  static final String KEY = "opcuaMessageType";
  private static final int MAX_NODE_IDS = 64;

  private final FacetFields.Exchange exchange;
  private final int messageType;
  private final int secureChannelId;
  private final int requestId;
  private final int service;
  private final int statusCode;
  private final int securityPolicy;
  private final int nodeIds;

  OpcUaFacetRecipe(FacetFields fields) {
    exchange = new FacetFields.Exchange(fields);
    messageType = fields.find(KEY);
    secureChannelId = fields.find("opcuaSecureChannelId");
    requestId = fields.find("opcuaRequestId");
    service = fields.find("opcuaService");
    statusCode = fields.find("opcuaStatusCode");
    securityPolicy = fields.find("opcuaSecurityPolicy");
    nodeIds = fields.find("opcuaNodeIds");
  }

  @Override
  public ApplicationFacet read(RecordView record, long durationNanos) {
    return new OpcUaFacet(
        exchange.read(record),
        FacetFields.text(record, messageType),
        FacetFields.count(record, secureChannelId),
        FacetFields.count(record, requestId),
        FacetFields.text(record, service),
        FacetFields.signed(record, statusCode, -1),
        FacetFields.text(record, securityPolicy),
        nodeIds(FacetFields.text(record, nodeIds)));
  }

  private static List<String> nodeIds(String lines) {
    return lines.isEmpty()
        ? List.of()
        : Stream.of(lines.split("\n", MAX_NODE_IDS + 1)).limit(MAX_NODE_IDS).toList();
  }
}
