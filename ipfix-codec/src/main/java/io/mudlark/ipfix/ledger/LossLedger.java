package io.mudlark.ipfix.ledger;

import io.mudlark.ipfix.wire.Protocol;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The account of one exporter and observation domain: exported = received + lost (by sequence
 * numbers), and what became of everything received.
 *
 * <p>Each protocol that the exporter speaks has its own numbers. An exporter that is found to count
 * against its standard is marked, and its losses are reckoned by its own convention from the first
 * message on.
 */
public final class LossLedger {
  /** Messages that are kept to be reckoned again when a miscounter is found out. */
  private static final int REPLAY = 128;

  private static final int MAX_STATISTICS = 64;

  private final int window;
  private final long maxGap;
  private final long[] fates = new long[DecodeFate.values().length];
  private final TreeMap<Protocol, Book> books = new TreeMap<>();
  private final TreeMap<String, Long> statistics = new TreeMap<>();

  private static final class Book {
    private SequenceTracker tracker;
    private final ConventionDetector detector;
    private final List<Arrival> first = new ArrayList<>();
    private boolean judged;

    Book(SequenceTracker tracker, boolean unitIsMessage) {
      this.tracker = tracker;
      this.detector = new ConventionDetector(unitIsMessage);
    }
  }

  /**
   * @param window messages that a late one may come behind its place; 32 is usual
   * @param maxGap units beyond which a step forward is a restart, not a loss
   */
  public LossLedger(int window, long maxGap) {
    if (window < 1 || window > 1024 || maxGap < 1) {
      throw new IllegalArgumentException("reorder window " + window + ", greatest gap " + maxGap);
    }
    this.window = window;
    this.maxGap = maxGap;
  }

  /** Counts one. */
  public void count(DecodeFate fate) {
    fates[fate.code()]++;
  }

  public void count(DecodeFate fate, long number) {
    fates[fate.code()] += number;
  }

  /** How many had this fate. */
  public long of(DecodeFate fate) {
    return fates[fate.code()];
  }

  /**
   * Whether a message is a duplicate of a recent one, before it is entered.
   *
   * @param contentHash as in {@link Arrival}
   */
  public boolean isRepeated(Protocol protocol, long sequence, long contentHash) {
    Book book = books.get(protocol);
    return book != null && book.tracker.isDuplicate(sequence, contentHash);
  }

  /** Enters a message; says whether it is a duplicate of a recent one. */
  public boolean arrive(Protocol protocol, Arrival arrival) {
    Book book = books.computeIfAbsent(protocol, this::open);
    boolean duplicate = book.tracker.accept(arrival);
    if (!book.judged) {
      if (!duplicate) {
        book.detector.observe(arrival);
      }
      book.first.add(arrival);
      judge(book, protocol);
    }
    return duplicate;
  }

  private Book open(Protocol protocol) {
    return new Book(tracker(SequenceConvention.STANDARD, protocol), byMessage(protocol));
  }

  private SequenceTracker tracker(SequenceConvention convention, Protocol protocol) {
    return new SequenceTracker(window, maxGap, convention, byMessage(protocol));
  }

  private static boolean byMessage(Protocol protocol) {
    return protocol.sequenceUnit() == Protocol.SequenceUnit.MESSAGES;
  }

  /** Reckons the first messages again when they were counted by another convention. */
  private void judge(Book book, Protocol protocol) {
    SequenceConvention verdict = book.detector.verdict();
    SequenceConvention presumed = book.detector.presumption();
    if (presumed != book.tracker.convention()) {
      reckonAgain(book, tracker(presumed, protocol));
    }
    if (verdict != SequenceConvention.STANDARD || book.first.size() >= REPLAY) {
      book.judged = true;
      book.first.clear();
    }
  }

  private static void reckonAgain(Book book, SequenceTracker again) {
    book.first.forEach(again::accept);
    book.tracker = again;
  }

  /** Says that this domain's sequence numbers never move, because its exporter is known. */
  public void sequenceUnusable(Protocol protocol) {
    Book book = books.computeIfAbsent(protocol, this::open);
    if (book.tracker.account().convention() != SequenceConvention.CONSTANT) {
      reckonAgain(book, tracker(SequenceConvention.CONSTANT, protocol));
      book.judged = true;
      book.first.clear();
    }
  }

  /**
   * Enters records of an earlier message that could not be counted when it came.
   *
   * @param sequence of that message
   * @param known records of it that were counted then
   * @param records that are counted now
   */
  public void resolve(Protocol protocol, long sequence, int known, int records) {
    Book book = books.get(protocol);
    if (book != null) {
      book.tracker.resolve(sequence, known, records);
      for (int i = 0; i < book.first.size(); i++) {
        Arrival arrival = book.first.get(i);
        if (arrival.sequence() == sequence && arrival.records() == known) {
          book.first.set(
              i,
              new Arrival(
                  sequence,
                  known + records,
                  arrival.options(),
                  false,
                  arrival.exportNanos(),
                  arrival.bootNanos(),
                  arrival.contentHash()));
        }
      }
    }
  }

  /** The account of a protocol, or null when no message of it came. */
  public @Nullable SequenceAccount account(Protocol protocol) {
    Book book = books.get(protocol);
    return book == null ? null : book.tracker.account();
  }

  /** Remembers what the exporter says of itself (RFC 7011 4.1, 4.2), newest value by name. */
  public void exporterSays(String element, long value) {
    if (statistics.size() < MAX_STATISTICS || statistics.containsKey(element)) {
      statistics.put(element, value);
    } else {
      count(DecodeFate.STATISTICS_OVER_LIMIT);
    }
  }

  /**
   * Flows that the exporter says it lost itself before they got a sequence number
   * (notSentFlowTotalCount, RFC 7011 4.3): missing besides what the accounts call lost.
   */
  public long notSentFlows() {
    return statistics.getOrDefault("notSentFlowTotalCount", 0L);
  }

  /** The exporter's own statistics by element name, such as notSentFlowTotalCount. */
  public Map<String, Long> exporterStatistics() {
    return new TreeMap<>(statistics);
  }

  /** Writes the whole account. */
  public void writeTo(DataOutput out) throws IOException {
    out.writeByte(fates.length);
    for (long fate : fates) {
      out.writeLong(fate);
    }
    out.writeByte(books.size());
    for (Map.Entry<Protocol, Book> entry : books.entrySet()) {
      out.writeByte(entry.getKey().version());
      writeBook(entry.getValue(), out);
    }
    out.writeByte(statistics.size());
    for (Map.Entry<String, Long> entry : statistics.entrySet()) {
      out.writeUTF(entry.getKey());
      out.writeLong(entry.getValue());
    }
  }

  private static void writeBook(Book book, DataOutput out) throws IOException {
    book.tracker.writeTo(out);
    book.detector.writeTo(out);
    out.writeBoolean(book.judged);
    out.writeByte(book.first.size());
    for (Arrival arrival : book.first) {
      out.writeLong(arrival.sequence());
      out.writeInt(arrival.records());
      out.writeInt(arrival.options());
      out.writeBoolean(arrival.uncounted());
      out.writeLong(arrival.exportNanos());
      out.writeLong(arrival.bootNanos());
      out.writeLong(arrival.contentHash());
    }
  }

  /** Reads what {@link #writeTo} wrote into this new ledger. */
  public void readFrom(DataInput in) throws IOException {
    int fateCount = in.readUnsignedByte();
    for (int i = 0; i < fateCount; i++) {
      long value = in.readLong();
      if (i < fates.length) {
        fates[i] = value;
      }
    }
    int bookCount = in.readUnsignedByte();
    for (int i = 0; i < bookCount; i++) {
      Protocol protocol = Protocol.ofVersion(in.readUnsignedByte());
      if (protocol == null) {
        throw new IOException("a ledger of no known protocol");
      }
      books.put(protocol, readBook(protocol, in));
    }
    int statisticCount = in.readUnsignedByte();
    for (int i = 0; i < statisticCount; i++) {
      statistics.put(in.readUTF(), in.readLong());
    }
  }

  private Book readBook(Protocol protocol, DataInput in) throws IOException {
    boolean byMessage = byMessage(protocol);
    Book book = new Book(SequenceTracker.readFrom(in, window, maxGap, byMessage), byMessage);
    book.detector.readFrom(in);
    book.judged = in.readBoolean();
    int count = in.readUnsignedByte();
    for (int i = 0; i < count; i++) {
      book.first.add(
          new Arrival(
              in.readLong(),
              in.readInt(),
              in.readInt(),
              in.readBoolean(),
              in.readLong(),
              in.readLong(),
              in.readLong()));
    }
    return book;
  }
}
