package io.mudlark.source.session;

import io.mudlark.flow.FlowKey;
import io.mudlark.flow.FlowRecord;
import io.mudlark.flow.NameBinding;
import io.mudlark.flow.application.TlsFacet;
import io.mudlark.ipfix.record.DnsAnswer;
import io.mudlark.ipfix.record.DnsAnswers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Makes bindings of the names that come with a flow record.
 *
 * <p>An export says when the conversation with the resolver began and ended, not when the answer
 * came. The binding begins with the conversation: a device that asks again and again from one port
 * has used the first answer long before the conversation ends. No flow is judged wrongly by it that
 * did not begin between the question and its answer.
 */
final class ToldNames {
  private static final int DNS_PORT = 53;

  private ToldNames() {}

  /**
   * The bindings, in the order of the record.
   *
   * @param earliestNanos before this no binding begins: flows that end by then have been judged
   * @param fromTls whether a TLS client is believed
   */
  static List<NameBinding> of(
      FlowRecord flow, DnsAnswers answers, long earliestNanos, boolean fromTls) {
    boolean server = fromTls && flow.application() instanceof TlsFacet;
    if (answers.answers().isEmpty() && !server) {
      return List.of();
    }
    long time = Math.max(flow.startNanos(), earliestNanos);
    List<NameBinding> bindings = new ArrayList<>();
    FlowKey key = flow.key();
    boolean toAsker = key.sourcePort() == DNS_PORT && key.destinationPort() != DNS_PORT;
    for (DnsAnswer answer : answers.answers()) {
      bindings.add(
          new NameBinding(
              flow.observationPoint(),
              time,
              toAsker ? flow.destinationMac() : flow.sourceMac(),
              toAsker ? key.destination() : key.source(),
              answer.name(),
              answer.addresses(),
              answer.ttlSeconds()));
    }
    if (server && flow.application() instanceof TlsFacet tls && !tls.serverName().isEmpty()) {
      bindings.add(
          new NameBinding(
              flow.observationPoint(),
              time,
              flow.sourceMac(),
              key.source(),
              tls.serverName().toLowerCase(Locale.ROOT),
              List.of(key.destination()),
              0));
    }
    return bindings;
  }
}
