package io.mudlark.source.session;

import io.mudlark.flow.FlowRecord;
import io.mudlark.flow.NameBinding;
import io.mudlark.ipfix.decode.DecodeSettings;
import io.mudlark.ipfix.decode.DomainDecoder;
import io.mudlark.ipfix.decode.DomainKey;
import io.mudlark.ipfix.decode.RecordSink;
import io.mudlark.ipfix.ledger.LossLedger;
import io.mudlark.ipfix.record.DecodedFlow;
import io.mudlark.ipfix.record.DnsAnswers;
import io.mudlark.ipfix.record.FlowAssembler;
import io.mudlark.ipfix.record.RecordView;
import io.mudlark.ipfix.template.TemplateBudget;
import io.mudlark.ipfix.wire.MalformedMessage;
import io.mudlark.ipfix.wire.MessageHeader;
import io.mudlark.ipfix.wire.Protocol;
import io.mudlark.ipfix.wire.WireCursor;
import io.mudlark.ledger.Tally;
import io.mudlark.source.datagram.ExportDatagram;
import io.mudlark.stream.Observation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Turns the messages of one exporter and domain into flows, keeps what that takes from message to
 * message, and accounts for every one of them.
 *
 * <p>It lives in memory while its exporter sends; {@link #snapshot} and {@link #restore} carry it
 * over a restart.
 */
public final class ExportSession {
  private static final byte SNAPSHOT_VERSION = 1;
  private static final long NANOS_PER_MILLI = 1_000_000L;

  /** Where the flows, lines of the ledger and problems of a session go. */
  public interface Output {
    /** A flow whose event time is behind the watermark. */
    void flow(FlowRecord flow);

    /** What a record told of a name, at a time behind the watermark. */
    default void binding(NameBinding binding) {}

    /** An amount that came to be since the last one of its kind was told. */
    void tally(Tally tally);

    /**
     * Input that could not be read; it is counted already.
     *
     * @param line one line naming exporter, place and fault
     */
    void problem(String line);
  }

  private final SessionKey key;
  private final FlowAssembler assembler;
  private final SessionAmounts told = new SessionAmounts();
  private final long[] counts = new long[OwnCount.values().length];
  private final Records records = new Records();
  private final long delayNanos;
  private final long aheadNanos;
  private final boolean namesFromTls;
  private DomainDecoder decoder;
  private long packets;
  private long packetsOld;
  private long packetsAhead;
  private long lastReceiveNanos = Long.MIN_VALUE;
  private long lastFlowNanos = Long.MIN_VALUE;

  /**
   * A session of which nothing has come yet.
   *
   * @param settings how to decode
   * @param budget memory of templates shared with other sessions
   * @param assembler makes flows of the key's site; may be shared by the sessions of one thread
   */
  public ExportSession(
      SessionKey key, SessionSettings settings, TemplateBudget budget, FlowAssembler assembler) {
    this.key = key;
    this.assembler = assembler;
    this.delayNanos = settings.window().maxDelay().toNanos();
    this.aheadNanos = settings.window().maxAhead().toNanos();
    this.namesFromTls = settings.namesFromTls();
    this.decoder = new DomainDecoder(domain(), decoding(settings), budget);
  }

  private DomainKey domain() {
    return new DomainKey(key.exporter(), key.domain());
  }

  private DecodeSettings decoding(SessionSettings settings) {
    return key.exporter().startsWith("udp:") ? settings.datagrams() : settings.streams();
  }

  /** Takes the records of one message from the decoder. */
  private final class Records implements RecordSink {
    private @Nullable Output out;
    private long receiveNanos;
    private long watermarkMillis;

    @Override
    public void record(RecordView record) {
      DecodedFlow decoded = assembler.assemble(record);
      if (decoded == null) {
        count(OwnCount.NOT_FLOWS);
      } else if (flow(decoded.flow())) {
        DnsAnswers answers = assembler.names(record, decoded.flow());
        counts[OwnCount.NAMES_OVER_LIMIT.code()] += answers.leftOut();
        names(ToldNames.of(decoded.flow(), answers, earliestNanos(), namesFromTls));
      }
    }

    /** As soon as the site's flows may still be judged by a name. */
    private long earliestNanos() {
      return receiveNanos - delayNanos + NANOS_PER_MILLI;
    }

    private void names(List<NameBinding> bindings) {
      for (NameBinding binding : bindings) {
        boolean late = Math.floorDiv(binding.timeNanos(), NANOS_PER_MILLI) <= watermarkMillis;
        count(late ? OwnCount.NAMES_LATE : OwnCount.NAMES);
        if (!late && out != null) {
          out.binding(binding);
        }
      }
    }

    private boolean flow(FlowRecord flow) {
      long end = flow.endNanos();
      if (end < receiveNanos - delayNanos || flow.endMillis() <= watermarkMillis) {
        count(OwnCount.QUARANTINED_OLD);
        packetsOld += flow.packets();
        return false;
      }
      if (end > receiveNanos + aheadNanos) {
        count(OwnCount.QUARANTINED_AHEAD);
        packetsAhead += flow.packets();
        return false;
      }
      count(OwnCount.FLOWS);
      packets += flow.packets();
      lastFlowNanos = Math.max(lastFlowNanos, end);
      if (out != null) {
        out.flow(flow);
      }
      return true;
    }

    @Override
    public void problem(String line) {
      if (out != null) {
        out.problem(line);
      }
    }
  }

  /**
   * Takes a message in.
   *
   * @param watermarkMillis event time that has been reached: no flow at or before it is handed on
   * @param out takes its flows, now
   */
  public void accept(ExportDatagram datagram, long watermarkMillis, Output out) {
    count(OwnCount.MESSAGES);
    counts[OwnCount.KERNEL_DROPS.code()] += datagram.droppedBefore();
    lastReceiveNanos = Math.max(lastReceiveNanos, datagram.receiveNanos());
    records.out = out;
    records.receiveNanos = datagram.receiveNanos();
    records.watermarkMillis = watermarkMillis;
    WireCursor cursor = WireCursor.over(datagram.bytes());
    try {
      MessageHeader header = MessageHeader.read(cursor);
      WireCursor body = cursor.take(header.length() - header.protocol().headerLength());
      if (datagram.kind() == ExportDatagram.Kind.DOCUMENT) {
        decoder.ledger().sequenceUnusable(header.protocol());
      }
      decoder.decode(header, body, datagram.receiveNanos(), records);
      decoder.trailing(cursor.remaining());
    } catch (MalformedMessage e) {
      count(isFlowExport(datagram.bytes()) ? OwnCount.HEADERS_MALFORMED : OwnCount.NOT_FLOW_EXPORT);
      out.problem("exporter " + key.exporter() + ": " + e.getMessage());
    } finally {
      records.out = null;
    }
  }

  private static boolean isFlowExport(byte[] bytes) {
    return bytes.length >= 2
        && Protocol.ofVersion((bytes[0] & 0xFF) << 8 | (bytes[1] & 0xFF)) != null;
  }

  private void count(OwnCount count) {
    counts[count.code()]++;
  }

  /** Tells what has come to be in the ledger since this was last asked. */
  public void tell(Output out) {
    Map<String, Long> amounts = new TreeMap<>(SessionAmounts.of(decoder.ledger()));
    for (OwnCount count : OwnCount.values()) {
      if (counts[count.code()] != 0) {
        amounts.put(count.word(), counts[count.code()]);
      }
    }
    told.tell(key, amounts, out::tally);
    packets = tellPackets("metered", packets, out);
    packetsOld = tellPackets(OwnCount.QUARANTINED_OLD.word(), packetsOld, out);
    packetsAhead = tellPackets(OwnCount.QUARANTINED_AHEAD.word(), packetsAhead, out);
  }

  /** The packets that the exporter counted are the packets of the site's ledger. */
  private long tellPackets(String fate, long amount, Output out) {
    if (amount != 0) {
      out.tally(new Tally(key.site(), Tally.Book.PACKETS, fate, amount, amount));
    }
    return 0;
  }

  /** The mark that nothing more comes from this session's site; null when no flow ever came. */
  public @Nullable Observation end() {
    return lastFlowNanos == Long.MIN_VALUE ? null : Observation.end(key.site(), lastFlowNanos);
  }

  /** When something last came, milliseconds since the Unix epoch. */
  public long lastReceiveMillis() {
    return lastReceiveNanos == Long.MIN_VALUE
        ? Long.MIN_VALUE
        : Math.floorDiv(lastReceiveNanos, NANOS_PER_MILLI);
  }

  /** Flows handed on so far. */
  public long flows() {
    return counts[OwnCount.FLOWS.code()];
  }

  /** The account of this exporter and domain. */
  public LossLedger ledger() {
    return decoder.ledger();
  }

  /** Gives the memory of its templates back and what waits for them up; it can be told still. */
  public void close() {
    decoder.end();
  }

  /** All that it remembers, in versioned bytes. */
  public byte[] snapshot() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(SNAPSHOT_VERSION);
      out.writeLong(lastReceiveNanos);
      out.writeLong(lastFlowNanos);
      out.writeByte(counts.length);
      for (long count : counts) {
        out.writeLong(count);
      }
      out.writeLong(packets);
      out.writeLong(packetsOld);
      out.writeLong(packetsAhead);
      told.writeTo(out);
      byte[] decoding = decoder.snapshot();
      out.writeInt(decoding.length);
      out.write(decoding);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * A session that goes on where {@link #snapshot} was taken.
   *
   * @throws IllegalArgumentException when the bytes are of no known version or cut off
   */
  public static ExportSession restore(
      SessionKey key,
      SessionSettings settings,
      TemplateBudget budget,
      FlowAssembler assembler,
      byte[] snapshot) {
    ExportSession session = new ExportSession(key, settings, budget, assembler);
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(snapshot))) {
      int version = in.readByte();
      if (version != SNAPSHOT_VERSION) {
        throw new IllegalArgumentException("session state of unknown version " + version);
      }
      session.readFrom(in, session.decoding(settings), budget);
    } catch (IOException e) {
      throw new IllegalArgumentException("session state is cut off", e);
    }
    return session;
  }

  private void readFrom(DataInputStream in, DecodeSettings settings, TemplateBudget budget)
      throws IOException {
    lastReceiveNanos = in.readLong();
    lastFlowNanos = in.readLong();
    int count = in.readUnsignedByte();
    for (int i = 0; i < count; i++) {
      long value = in.readLong();
      if (i < counts.length) {
        counts[i] = value;
      }
    }
    packets = in.readLong();
    packetsOld = in.readLong();
    packetsAhead = in.readLong();
    told.readFrom(in);
    byte[] decoding = in.readNBytes(in.readInt());
    decoder = DomainDecoder.restore(domain(), settings, budget, decoding);
  }
}
