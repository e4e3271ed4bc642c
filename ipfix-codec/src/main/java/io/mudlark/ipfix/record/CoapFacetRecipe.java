package io.mudlark.ipfix.record;

import io.mudlark.flow.application.ApplicationFacet;
import io.mudlark.flow.application.CoapFacet;

/** CoAP exchanges as Mudlark's own elements tell of them. */
final class CoapFacetRecipe implements FacetRecipe {
  static final String KEY = "coapMethod";

  private final FacetFields.Exchange exchange;
  private final int type;
  private final int method;
  private final int response;
  private final int messageId;
  private final int token;
  private final int path;
  private final int payloadOctets;
  private final int notifications;
  private final int blocks;

  CoapFacetRecipe(FacetFields fields) {
    exchange = new FacetFields.Exchange(fields);
    type = fields.find("coapType");
    method = fields.find(KEY);
    response = fields.find("coapResponse");
    messageId = fields.find("coapMessageId");
    token = fields.find("coapToken");
    path = fields.find("coapPath");
    payloadOctets = fields.find("coapPayloadOctets");
    notifications = fields.find("coapNotifications");
    blocks = fields.find("coapBlocks");
  }

  @Override
  public ApplicationFacet read(RecordView record, long durationNanos) {
    return new CoapFacet(
        exchange.read(record),
        (int) FacetFields.unsigned(record, type, 0) & 0xFF,
        (int) FacetFields.unsigned(record, method, 0) & 0xFF,
        (int) FacetFields.unsigned(record, response, 0) & 0xFF,
        (int) FacetFields.unsigned(record, messageId, 0) & 0xFFFF,
        FacetFields.text(record, token),
        FacetFields.text(record, path),
        FacetFields.count(record, payloadOctets),
        (int) Math.min(Integer.MAX_VALUE, FacetFields.count(record, notifications)),
        (int) Math.min(Integer.MAX_VALUE, FacetFields.count(record, blocks)));
  }
}
