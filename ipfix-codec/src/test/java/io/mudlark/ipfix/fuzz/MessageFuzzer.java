package io.mudlark.ipfix.fuzz;

import io.mudlark.ipfix.decode.DecodeSettings;
import io.mudlark.ipfix.decode.DomainDecoder;
import io.mudlark.ipfix.decode.MessageDecoder;
import io.mudlark.ipfix.decode.RecordSink;
import io.mudlark.ipfix.ledger.SequenceAccount;
import io.mudlark.ipfix.record.FlowAssembler;
import io.mudlark.ipfix.record.RecordView;
import io.mudlark.ipfix.template.TemplateBudget;
import io.mudlark.ipfix.wire.Protocol;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Random;

/**
 * Damaged datagrams through the decoder of messages and the assembler of flows: nothing escapes,
 * records and memory stay in proportion to the octets, every ledger closes, and the state survives
 * being saved.
 */
public final class MessageFuzzer implements Fuzzer {
  /** What a waiting set of an earlier datagram may add to the work of this one. */
  private static final int PARKED = 1 << 18;

  /** Octets of memory for each octet read: a flow record of a few hundred from a short record. */
  private static final long PER_OCTET = 4096;

  private static final long PER_DATAGRAM = 1 << 20;

  private final Mutations mutations;
  private final DecodeSettings settings = DecodeSettings.standard();
  private final FlowAssembler assembler = new FlowAssembler("fuzz");
  private final com.sun.management.ThreadMXBean threads =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
  private MessageDecoder decoder = new MessageDecoder(settings);
  private boolean named;
  private long records;
  private long round;

  public MessageFuzzer(Mutations mutations) {
    this.mutations = mutations;
  }

  private final RecordSink sink =
      new RecordSink() {
        @Override
        public void record(RecordView record) {
          records++;
          assembler.assemble(record);
          if (named) {
            record.toMap();
          }
        }

        @Override
        public void options(RecordView record) {
          records++;
        }
      };

  @Override
  public void once(Random random) {
    byte[] datagram = mutations.next(random);
    named = random.nextInt(8) == 0;
    long before = records;
    long allocated = threads.getCurrentThreadAllocatedBytes();
    decoder.accept("e" + random.nextInt(3), round++, datagram, sink);
    allocated = threads.getCurrentThreadAllocatedBytes() - allocated;
    long readable = datagram.length + (long) PARKED;
    Fuzzer.require(records - before <= readable, "more records than octets");
    long most = PER_OCTET * datagram.length + PER_DATAGRAM + (records - before) * PER_OCTET;
    Fuzzer.require(
        allocated <= most, allocated + " octets of memory for " + datagram.length + " read");
  }

  @Override
  public void check() {
    for (DomainDecoder domain : decoder.domains()) {
      for (Protocol protocol : Protocol.values()) {
        SequenceAccount account = domain.ledger().account(protocol);
        if (account != null) {
          boolean sound =
              account.residual() == 0 && account.lost() >= 0 && account.unresolved() >= 0;
          Fuzzer.require(sound, domain.key() + " " + account);
        }
      }
      byte[] saved = domain.snapshot();
      TemplateBudget budget = new TemplateBudget(1 << 20);
      DomainDecoder again = DomainDecoder.restore(domain.key(), settings, budget, saved);
      Fuzzer.require(Arrays.equals(again.snapshot(), saved), domain.key() + ": state has changed");
    }
    decoder = new MessageDecoder(settings);
  }
}
