package io.mudlark.source.session;

import io.mudlark.ipfix.ledger.DecodeFate;
import io.mudlark.ipfix.ledger.LossLedger;
import io.mudlark.ipfix.ledger.SequenceAccount;
import io.mudlark.ipfix.wire.Protocol;
import io.mudlark.ledger.Tally;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The amounts of one session's ledger that were told already, so that only what is new is told.
 *
 * <p>They are saved with the session: after a restart nothing is told twice. An amount may shrink,
 * when a late message fills a gap that was told as a loss; then a negative amount is told.
 */
final class SessionAmounts {
  private final TreeMap<String, Long> told = new TreeMap<>();

  /** The amounts of a ledger by their words in documents. */
  static Map<String, Long> of(LossLedger ledger) {
    Map<String, Long> amounts = new TreeMap<>();
    for (Protocol protocol : Protocol.values()) {
      SequenceAccount account = ledger.account(protocol);
      if (account != null) {
        merge(amounts, "exported", account.exported());
        merge(amounts, "received", account.received());
        merge(amounts, "lost", account.lost());
        merge(amounts, "unresolved", account.unresolved());
        merge(amounts, "repeated", account.duplicateUnits());
        merge(amounts, "late", account.late());
        merge(amounts, "reordered-messages", account.reordered());
        merge(amounts, "restarts", account.restarts());
      }
    }
    for (DecodeFate fate : DecodeFate.values()) {
      merge(amounts, fate.word(), ledger.of(fate));
    }
    return amounts;
  }

  private static void merge(Map<String, Long> amounts, String word, long amount) {
    if (amount != 0) {
      amounts.merge(word, amount, Long::sum);
    }
  }

  /** Tells by how much each amount differs from what was told of it last. */
  void tell(SessionKey key, Map<String, Long> amounts, Consumer<Tally> out) {
    TreeMap<String, Long> all = new TreeMap<>(amounts);
    told.keySet().forEach(word -> all.putIfAbsent(word, 0L));
    all.forEach(
        (word, amount) -> {
          long fresh = amount - told.getOrDefault(word, 0L);
          if (fresh != 0) {
            told.put(word, amount);
            String fate = key.account() + " " + word;
            out.accept(new Tally(key.site(), Tally.Book.EXPORTS, fate, fresh, 0));
          }
        });
  }

  void writeTo(DataOutput out) throws IOException {
    out.writeInt(told.size());
    for (Map.Entry<String, Long> entry : told.entrySet()) {
      out.writeUTF(entry.getKey());
      out.writeLong(entry.getValue());
    }
  }

  void readFrom(DataInput in) throws IOException {
    for (int count = in.readInt(); count > 0; count--) {
      told.put(in.readUTF(), in.readLong());
    }
  }
}
