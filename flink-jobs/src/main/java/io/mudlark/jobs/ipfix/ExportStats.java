package io.mudlark.jobs.ipfix;

import io.mudlark.ipfix.decode.DomainDecoder;
import io.mudlark.ipfix.ledger.DecodeFate;
import io.mudlark.ipfix.ledger.SequenceAccount;
import io.mudlark.ipfix.ledger.SequenceConvention;
import io.mudlark.ipfix.wire.Protocol;
import io.mudlark.source.datagram.DatagramReceiver;
import io.mudlark.source.datagram.ReceiverAccount;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What became of everything that was read: the ledger of each exporter and domain, by protocol.
 *
 * @param reading the finished reading
 * @param rows one for each exporter, domain and protocol, in this order
 * @param sockets what the listening sockets say, by address; empty for files
 */
public record ExportStats(
    ExportReading reading, List<Row> rows, Map<String, ReceiverAccount> sockets) {
  /**
   * One exporter, domain and protocol.
   *
   * @param decoder all that is known of the domain, whatever the protocol
   * @param protocol of this row
   * @param account what the sequence numbers say
   * @param sum flows with their packets and octets
   */
  public record Row(
      DomainDecoder decoder, Protocol protocol, SequenceAccount account, FlowSums.Sum sum) {
    /** What the numbers of this exporter count. */
    String unit() {
      SequenceConvention convention = account.convention();
      boolean byMessage = protocol.sequenceUnit() == Protocol.SequenceUnit.MESSAGES;
      if (convention == SequenceConvention.MESSAGES
          || (convention == SequenceConvention.STANDARD && byMessage)) {
        return "messages";
      }
      return "records";
    }

    /** How this exporter numbers its messages, in one word. */
    String convention() {
      return account.convention().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether the numbers say anything of losses. */
    boolean countsLosses() {
      return account.convention() != SequenceConvention.CONSTANT;
    }
  }

  /** Gathers the ledgers of a reading. */
  public static ExportStats of(
      ExportReading reading, FlowSums sums, List<DatagramReceiver> receivers) {
    List<Row> rows = new ArrayList<>();
    for (DomainDecoder domain : reading.decoder().domains()) {
      for (Protocol protocol : Protocol.values()) {
        SequenceAccount account = domain.ledger().account(protocol);
        if (account != null) {
          rows.add(new Row(domain, protocol, account, sums.of(domain.key(), protocol)));
        }
      }
    }
    Map<String, ReceiverAccount> sockets = new LinkedHashMap<>();
    for (DatagramReceiver receiver : receivers) {
      String address = receiver.address().toString().replaceFirst("^.*/", "");
      sockets.put(address, receiver.account());
    }
    return new ExportStats(reading, List.copyOf(rows), sockets);
  }

  /** Whether each account adds up: exported = received + lost + unresolved. */
  public boolean balances() {
    return rows.stream().allMatch(row -> row.account().residual() == 0);
  }

  /** Counts of a domain that are not zero, by the words of the ledger. */
  static Map<String, Long> notes(DomainDecoder domain) {
    Map<String, Long> notes = new LinkedHashMap<>();
    for (DecodeFate fate : DecodeFate.values()) {
      put(notes, fate.word(), domain.ledger().of(fate));
    }
    put(notes, "sets-waiting", domain.parkedSets());
    put(notes, "lists-too-deep", domain.lists().tooDeep());
    put(notes, "lists-malformed", domain.lists().malformed());
    put(notes, "samplers-refused", domain.sampling().refused());
    put(notes, "sampling-intervals-of-zero", domain.sampling().zeros());
    return notes;
  }

  private static void put(Map<String, Long> notes, String word, long count) {
    if (count != 0) {
      notes.put(word, count);
    }
  }

  /** Counts of messages that belong to no domain, by their words; all of them. */
  Map<String, Long> refused() {
    Map<String, Long> refused = new LinkedHashMap<>();
    refused.put("not-flow-export", reading.decoder().notFlowExport());
    refused.put("headers-malformed", reading.decoder().malformedHeaders());
    refused.put("domains-refused", reading.decoder().domainsRefused());
    refused.put("domains-forgotten", reading.decoder().domainsForgotten());
    refused.put("checksums-right", reading.checksumsRight());
    refused.put("checksums-wrong", reading.checksumsWrong());
    return refused;
  }
}
