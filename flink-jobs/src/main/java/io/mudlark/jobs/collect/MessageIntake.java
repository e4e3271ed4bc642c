package io.mudlark.jobs.collect;

import io.mudlark.ipfix.decode.DecodeSettings;
import io.mudlark.ipfix.decode.DomainDecoder;
import io.mudlark.ipfix.decode.MessageDecoder;
import io.mudlark.ipfix.decode.RecordSink;
import io.mudlark.ipfix.ledger.DecodeFate;
import io.mudlark.ipfix.ledger.SequenceAccount;
import io.mudlark.ipfix.record.RecordView;
import io.mudlark.ipfix.wire.Protocol;
import io.mudlark.source.datagram.ExportDatagram;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Decodes what one receiver hands out and gives the documents to all stores.
 *
 * <p>It serves one thread. Templates are kept by exporter and observation domain; a TCP connection
 * is a session with templates of its own, forgotten when it ends, or when many others have come
 * since. Nothing that a message contains ends it.
 */
final class MessageIntake {
  static final int MAX_SESSIONS = 1024;
  private static final int SESSION_DOMAINS = 64;
  private static final long SESSION_FIELDS = 65_536;
  private static final int LINES_A_MINUTE = 20;

  private final FlowDocuments documents;
  private final List<StoreQueue> stores;
  private final DecodeSettings sessionSettings;
  private final MessageDecoder shared;
  private final ProblemLines problems = new ProblemLines(LINES_A_MINUTE);
  private final Map<String, MessageDecoder> sessions =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, MessageDecoder> eldest) {
          boolean over = size() > MAX_SESSIONS;
          if (over) {
            past = past.plus(decoded(eldest.getValue()));
          }
          return over;
        }
      };
  private IntakeAccount past = IntakeAccount.NOTHING;
  private long datagrams;
  private long records;
  private long options;
  private long failed;
  private volatile IntakeAccount account = IntakeAccount.NOTHING;

  MessageIntake(FlowDocuments documents, List<StoreQueue> stores) {
    this(DecodeSettings.standard(), documents, stores);
  }

  /**
   * @param settings elements that are known, and limits
   */
  MessageIntake(DecodeSettings settings, FlowDocuments documents, List<StoreQueue> stores) {
    this.sessionSettings =
        settings.withLimits(settings.limits().withDomains(SESSION_DOMAINS, SESSION_FIELDS));
    this.shared = new MessageDecoder(settings);
    this.documents = documents;
    this.stores = List.copyOf(stores);
  }

  /** Decodes a message and hands its flows over, waiting while a store has no room. */
  void accept(ExportDatagram datagram) throws InterruptedException {
    if (datagram.isEnd()) {
      MessageDecoder ended = sessions.remove(datagram.exporter());
      past = ended == null ? past : past.plus(decoded(ended));
      return;
    }
    datagrams++;
    MessageDecoder decoder =
        datagram.isConnectionless()
            ? shared
            : sessions.computeIfAbsent(
                datagram.exporter(), any -> new MessageDecoder(sessionSettings));
    Sink sink = new Sink(datagram.receiveNanos());
    try {
      decoder.accept(datagram.exporter(), datagram.receiveNanos(), datagram.bytes(), sink);
    } catch (RuntimeException e) {
      // the decoder lets nothing escape; should it be wrong about that, the next message counts
      failed++;
      problems.say(datagram.receiveNanos(), "exporter " + datagram.exporter() + ": " + e);
    }
    if (sink.interrupted) {
      throw new InterruptedException("while a store had no room");
    }
    if (datagrams % 256 == 0) {
      publish();
    }
  }

  /** Takes the records of one message. */
  private final class Sink implements RecordSink {
    private final long receiveNanos;
    private boolean interrupted;

    Sink(long receiveNanos) {
      this.receiveNanos = receiveNanos;
    }

    @Override
    public void record(RecordView record) {
      records++;
      CollectedFlow flow = documents.of(record);
      for (StoreQueue store : stores) {
        if (flow != null && !interrupted) {
          put(store, flow);
        }
      }
    }

    private void put(StoreQueue store, CollectedFlow flow) {
      try {
        store.put(flow);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }

    @Override
    public void options(RecordView record) {
      options++;
    }

    @Override
    public void problem(String line) {
      problems.say(receiveNanos, line);
    }
  }

  /** Brings {@link #account} up to date; called by the thread that {@link #accept}s. */
  void publish() {
    IntakeAccount sum = past.plus(decoded(shared));
    for (MessageDecoder session : sessions.values()) {
      sum = sum.plus(decoded(session));
    }
    account =
        sum.plus(
            new IntakeAccount(
                datagrams,
                records,
                options,
                documents.leftOut(),
                0,
                0,
                0,
                0,
                problems.total(),
                failed));
  }

  private static IntakeAccount decoded(MessageDecoder decoder) {
    long malformed = decoder.malformedHeaders() + decoder.domainsRefused();
    long undecodable = 0;
    long lost = 0;
    for (DomainDecoder domain : decoder.domains()) {
      malformed += domain.ledger().of(DecodeFate.MESSAGES_MALFORMED);
      undecodable += domain.ledger().of(DecodeFate.SETS_UNDECODABLE) + domain.parkedSets();
      SequenceAccount sequence = domain.ledger().account(Protocol.IPFIX);
      lost += sequence == null ? 0 : sequence.lost();
    }
    return new IntakeAccount(
        0, 0, 0, 0, decoder.notFlowExport(), malformed, undecodable, lost, 0, 0);
  }

  /** What happened up to a moment ago; from any thread. */
  IntakeAccount account() {
    return account;
  }
}
