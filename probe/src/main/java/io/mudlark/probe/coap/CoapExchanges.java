package io.mudlark.probe.coap;

import io.mudlark.flow.FlowKey;
import io.mudlark.flow.IpAddress;
import io.mudlark.flow.application.ExchangeEnd;
import io.mudlark.probe.coap.SilentObservations.Relation;
import io.mudlark.probe.coap.SilentObservations.Token;
import io.mudlark.probe.exchange.ExchangePath;
import io.mudlark.probe.exchange.ExchangeTable;
import io.mudlark.probe.exchange.OpenExchange;
import io.mudlark.probe.packet.Counts;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Matches CoAP responses with their requests by endpoints and token (RFC 7252 5.3.2), keeps
 * observations open (RFC 7641), joins the blocks of one body (RFC 7959), and takes answers to a
 * multicast request from whoever sends them (RFC 7252 8.2).
 */
final class CoapExchanges {
  /** Message ids that are remembered. */
  static final int MAX_REMEMBERED = 131_072;

  /** Observations without an open exchange that are remembered. */
  static final int MAX_SILENT = 65_536;

  private final ExchangeTable table;
  private final Counts<CoapNote> notes = new Counts<>(CoapNote.class);
  private final MessageMemory memory = new MessageMemory(MAX_REMEMBERED);
  private final Map<Token, CoapExchange> byToken = new HashMap<>();
  private final Map<Body, CoapExchange> byBody = new HashMap<>();
  private final Map<Group, CoapExchange> byGroup = new HashMap<>();
  private final SilentObservations silent = new SilentObservations(MAX_SILENT);

  CoapExchanges(ExchangeTable table) {
    this.table = table;
  }

  /** What the requests for the blocks of one body have in common. */
  private record Body(FlowKey key, int method, String path) {}

  /** What answers to a multicast request have in common with it. */
  private record Group(IpAddress client, int clientPort, int serverPort, String token) {}

  Counts<CoapNote> counts() {
    return notes;
  }

  void notes(ObjLongConsumer<String> sink) {
    for (CoapNote note : CoapNote.values()) {
      sink.accept(note.text(), count(note));
    }
  }

  private long count(CoapNote note) {
    if (note == CoapNote.IDS_FORGOTTEN) {
      return memory.forgotten();
    }
    return note == CoapNote.OBSERVATIONS_FORGOTTEN ? silent.forgotten() : notes.count(note);
  }

  /** Takes a message; gives the exchange that it opened, if it did. */
  @Nullable CoapExchange accept(Arrival arrival) {
    CoapMessage message = arrival.message();
    notes.add(CoapNote.MESSAGES);
    notes.add(CoapNote.PATHS_CUT, message.pathCut() ? 1 : 0);
    if (message.isEmpty() && !message.token().isEmpty()) {
      notes.add(CoapNote.EMPTY_WITH_TOKEN);
    }
    if (arrival.datagram() && isAgain(arrival)) {
      return null;
    }
    if (message.isRequest()) {
      return request(arrival);
    }
    if (message.isResponse()) {
      return response(arrival);
    }
    return arrival.datagram() && message.isEmpty() ? empty(arrival) : null;
  }

  /** Whether the message was seen before; if so it only keeps its exchange alive. */
  private boolean isAgain(Arrival arrival) {
    CoapMessage message = arrival.message();
    boolean answer = message.type() >= CoapMessage.ACKNOWLEDGEMENT;
    MessageMemory.Seen seen =
        memory.find(arrival.key(), message.messageId(), answer, arrival.nanos());
    if (seen == null || !seen.isSame(message)) {
      return false;
    }
    notes.add(CoapNote.DUPLICATES);
    OpenExchange open = seen.exchange() == null ? null : seen.exchange().open;
    if (open != null && message.isRequest()) {
      table.request(open, arrival.nanos(), arrival.octets());
    } else if (open != null && message.isResponse()) {
      table.answer(open, arrival.nanos(), arrival.octets());
    }
    return true;
  }

  private CoapExchange request(Arrival arrival) {
    CoapMessage message = arrival.message();
    CoapExchange body = byBody.get(body(arrival.key(), message));
    boolean laterBlock =
        CoapMessage.blockNumber(message.block1()) + CoapMessage.blockNumber(message.block2()) > 0;
    if (laterBlock && body != null && body.awaitsBlock && body.open != null) {
      nextBlock(body, arrival);
      return body;
    }
    Token token = new Token(arrival.key(), message.token());
    silent.remove(token);
    CoapExchange before = byToken.get(token);
    if (before != null) {
      // a client that cancels an observation uses its token again (RFC 7641 3.6)
      close(before, before.observes ? ExchangeEnd.COMPLETE : ExchangeEnd.REPLACED);
    }
    CoapExchange opened = open(arrival, arrival.path(), message);
    byToken.put(token, opened);
    return opened;
  }

  /** A ping has no token: a request without one may wait beside it. */
  private CoapExchange open(Arrival arrival, ExchangePath path, CoapMessage request) {
    CoapExchange exchange = new CoapExchange(path, request, this::forget);
    exchange.add(arrival.message());
    exchange.awaitsBlock = CoapMessage.moreBlocks(request.block1());
    exchange.open = table.open(path, exchange, arrival.nanos(), arrival.octets());
    if (exchange.multicast) {
      byGroup.put(group(path.key(), request.token()), exchange);
    }
    if (exchange.awaitsBlock) {
      byBody.put(body(path.key(), request), exchange);
    }
    remember(arrival, exchange);
    return exchange;
  }

  private void nextBlock(CoapExchange exchange, Arrival arrival) {
    CoapMessage message = arrival.message();
    if (exchange.blockToken != null) {
      byToken.remove(new Token(exchange.key, exchange.blockToken), exchange);
    }
    exchange.blockToken = message.token();
    byToken.put(new Token(exchange.key, message.token()), exchange);
    exchange.awaitsBlock = CoapMessage.moreBlocks(message.block1());
    exchange.add(message);
    OpenExchange open = exchange.open;
    if (open != null) {
      table.request(open, arrival.nanos(), arrival.octets());
    }
    remember(arrival, exchange);
  }

  private @Nullable CoapExchange response(Arrival arrival) {
    CoapMessage message = arrival.message();
    CoapExchange exchange = asked(arrival);
    if (exchange == null && resume(arrival)) {
      return null;
    }
    OpenExchange open = exchange == null ? null : exchange.open;
    if (exchange == null || open == null) {
      notes.add(CoapNote.UNMATCHED);
      remember(arrival, null);
      return null;
    }
    exchange.observes |= exchange.request.observe() == 0 && message.observe() != CoapMessage.ABSENT;
    exchange.add(message);
    table.answer(open, arrival.nanos(), arrival.octets());
    remember(arrival, exchange);
    if (!exchange.multicast) {
      settle(exchange, message);
    }
    return null;
  }

  /** Opens a new exchange for a notification of an observation whose exchange timed out. */
  private boolean resume(Arrival arrival) {
    Token token = new Token(arrival.key().reversed(), arrival.message().token());
    Relation relation = silent.remove(token);
    if (relation == null) {
      return false;
    }
    CoapExchange exchange = new CoapExchange(relation.path(), relation.request(), this::forget);
    exchange.continued = true;
    exchange.observes = true;
    exchange.add(arrival.message());
    exchange.open =
        table.openByAnswer(relation.path(), exchange, arrival.nanos(), arrival.octets());
    byToken.put(token, exchange);
    remember(arrival, exchange);
    settle(exchange, arrival.message());
    return true;
  }

  /** Closes an exchange when nothing is to be expected after this answer. */
  private void settle(CoapExchange exchange, CoapMessage message) {
    exchange.awaitsBlock = message.isFollowed() && !message.isRefusal();
    if (exchange.awaitsBlock) {
      byBody.put(body(exchange.key, exchange.request), exchange);
    } else if (message.isRefusal()) {
      close(exchange, ExchangeEnd.REFUSED);
    } else if (!goesOn(exchange, message)) {
      close(exchange, ExchangeEnd.COMPLETE);
    }
  }

  /** Whether more answers may come: it observes, and this answer does not say otherwise. */
  private static boolean goesOn(CoapExchange exchange, CoapMessage answer) {
    boolean ofBlock = answer.token().equals(exchange.blockToken);
    return exchange.observes && (answer.observe() != CoapMessage.ABSENT || ofBlock);
  }

  /** The exchange whose answer this is. */
  private @Nullable CoapExchange asked(Arrival arrival) {
    CoapMessage message = arrival.message();
    FlowKey key = arrival.key().reversed();
    if (arrival.datagram() && message.type() == CoapMessage.ACKNOWLEDGEMENT) {
      MessageMemory.Seen seen = memory.find(key, message.messageId(), false, arrival.nanos());
      if (seen != null && seen.exchange() != null && seen.token().equals(message.token())) {
        return seen.exchange();
      }
    }
    CoapExchange exchange = byToken.get(new Token(key, message.token()));
    return exchange != null ? exchange : byGroup.get(group(key, message.token()));
  }

  /** An acknowledgement or reset alone, or a ping (RFC 7252 4.2, 4.3). */
  private @Nullable CoapExchange empty(Arrival arrival) {
    CoapMessage message = arrival.message();
    if (message.type() == CoapMessage.CONFIRMABLE) {
      return open(arrival, arrival.path(), message);
    }
    if (message.type() != CoapMessage.RESET) {
      remember(arrival, null);
      return null;
    }
    MessageMemory.Seen seen =
        memory.find(arrival.key().reversed(), message.messageId(), false, arrival.nanos());
    CoapExchange exchange = seen == null ? null : seen.exchange();
    OpenExchange open = exchange == null ? null : exchange.open;
    remember(arrival, exchange);
    if (exchange == null || open == null) {
      return null;
    }
    if (arrival.key().equals(exchange.key)) {
      // who asked rejects an answer: that ends an observation (RFC 7641 3.6)
      table.request(open, arrival.nanos(), arrival.octets());
      close(exchange, ExchangeEnd.COMPLETE);
    } else {
      table.answer(open, arrival.nanos(), arrival.octets());
      close(exchange, exchange.request.isEmpty() ? ExchangeEnd.COMPLETE : ExchangeEnd.REFUSED);
    }
    return null;
  }

  void close(CoapExchange exchange, ExchangeEnd end) {
    OpenExchange open = exchange.open;
    if (open != null) {
      exchange.settled = true;
      table.close(open, end);
    }
  }

  private void remember(Arrival arrival, @Nullable CoapExchange exchange) {
    if (arrival.datagram()) {
      memory.put(arrival.key(), arrival.message(), exchange, arrival.nanos());
    }
  }

  private void forget(CoapExchange exchange) {
    exchange.open = null;
    if (exchange.siblings != null) {
      exchange.siblings.remove(exchange);
    }
    Token token = new Token(exchange.key, exchange.request.token());
    byToken.remove(token, exchange);
    if (exchange.observes && !exchange.settled) {
      silent.put(token, new Relation(exchange.path, exchange.request));
    }
    if (exchange.blockToken != null) {
      byToken.remove(new Token(exchange.key, exchange.blockToken), exchange);
    }
    byBody.remove(body(exchange.key, exchange.request), exchange);
    if (exchange.multicast) {
      byGroup.remove(group(exchange.key, exchange.request.token()), exchange);
    }
  }

  private static Body body(FlowKey key, CoapMessage request) {
    return new Body(key, request.code(), request.path());
  }

  private static Group group(FlowKey key, String token) {
    return new Group(key.source(), key.sourcePort(), key.destinationPort(), token);
  }
}
