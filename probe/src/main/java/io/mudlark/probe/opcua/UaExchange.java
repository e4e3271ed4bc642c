package io.mudlark.probe.opcua;

import io.mudlark.flow.application.ApplicationFacet;
import io.mudlark.flow.application.ExchangeFacts;
import io.mudlark.flow.application.OpcUaFacet;
import io.mudlark.probe.exchange.ExchangeContent;
import io.mudlark.probe.exchange.OpenExchange;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What is known of one open exchange: its request, and the status that answered it. */
final class UaExchange implements ExchangeContent {
  static final long NO_STATUS = -1;

  final UaMessage request;

  /** Whether the client of the connection asked. */
  final boolean clientAsks;

  private final boolean midStream;
  private final Consumer<UaExchange> forget;

  /** Where it is kept open; null before it is opened and after it is over. */
  @Nullable OpenExchange open;

  /** Under what it is kept in the connection. */
  long id;

  long status = NO_STATUS;
  long channel;
  String policy;

  UaExchange(
      UaMessage request, boolean clientAsks, UaConnection connection, Consumer<UaExchange> forget) {
    this.request = request;
    this.clientAsks = clientAsks;
    this.midStream = connection.isMidStream();
    this.forget = forget;
    this.channel = request.channel();
    this.policy = request.policy().isEmpty() ? connection.policy() : request.policy();
  }

  @Override
  public void released() {
    open = null;
    forget.accept(this);
  }

  @Override
  public boolean isMidStream() {
    return midStream;
  }

  @Override
  public ApplicationFacet.Exchange facet(ExchangeFacts facts) {
    UaService service = request.service();
    return new OpcUaFacet(
        facts,
        request.kind().name(),
        channel,
        request.requestId(),
        service == null ? "" : service.name(),
        status,
        policy,
        request.nodeIds());
  }
}
