package io.mudlark.jobs.ipfix;

import io.mudlark.ipfix.decode.DecodeSettings;
import io.mudlark.ipfix.decode.DomainDecoder;
import io.mudlark.ipfix.decode.DomainKey;
import io.mudlark.ipfix.decode.MessageDecoder;
import io.mudlark.ipfix.decode.RecordSink;
import io.mudlark.ipfix.record.MessageChecksum;
import io.mudlark.ipfix.record.RecordView;
import io.mudlark.ipfix.template.RecordPlan;
import io.mudlark.source.datagram.DatagramReader;
import io.mudlark.source.datagram.DatagramReceiver;
import io.mudlark.source.datagram.ExportDatagram;
import io.mudlark.source.datagram.RecordedExports;
import io.mudlark.source.datagram.UnreadableExports;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Reads export messages from files or sockets, decodes them and hands the records on, until there
 * are no more or enough of them.
 *
 * <p>It counts what it reads. Faults in the input are told line by line up to a limit and counted
 * beyond it.
 */
public final class ExportReading {
  private static final String SITE = "file";

  /** Lines about faults of messages; the rest is a number. */
  private static final int MAX_LINES = 20;

  private static final int BATCH = 1024;
  private static final Duration WAIT = Duration.ofMillis(200);

  private final MessageDecoder decoder;
  private final RecordSink sink;
  private final Consumer<String> problems;
  private final long limit;
  private final Checked checked = new Checked();
  private byte[] message = new byte[0];
  private boolean checksumSeen;
  private long datagrams;
  private long octets;
  private long records;
  private long faults;
  private long checksumsRight;
  private long checksumsWrong;

  /**
   * @param settings tables and limits of the decoder
   * @param sink takes the records
   * @param problems takes lines about faults of the input
   * @param limit records after which the reading ends; what its last message holds is still read
   */
  public ExportReading(
      DecodeSettings settings, RecordSink sink, Consumer<String> problems, long limit) {
    this.decoder = new MessageDecoder(settings);
    this.sink = sink;
    this.problems = problems;
    this.limit = limit;
  }

  /** Counts records, looks at checksums (RFC 5655 8.1.1), and limits how much is told of faults. */
  private final class Checked implements RecordSink {
    @Override
    public void record(RecordView record) {
      if (records < limit) {
        records++;
        sink.record(record);
      }
    }

    @Override
    public void options(RecordView record) {
      checksum(record);
      if (records < limit) {
        records++;
        sink.options(record);
      }
    }

    /** A message has one checksum: more would make a short message long work. */
    private void checksum(RecordView record) {
      if (checksumSeen) {
        return;
      }
      MessageChecksum.Verdict verdict = MessageChecksum.check(record, message);
      checksumSeen = verdict != MessageChecksum.Verdict.ABSENT;
      checksumsRight += verdict == MessageChecksum.Verdict.RIGHT ? 1 : 0;
      if (verdict == MessageChecksum.Verdict.WRONG) {
        checksumsWrong++;
        problem("exporter " + record.exporter() + ": a message does not match its checksum");
      }
    }

    @Override
    public void template(DomainKey key, RecordPlan plan) {
      sink.template(key, plan);
    }

    @Override
    public void problem(String line) {
      faults++;
      if (faults <= MAX_LINES) {
        problems.accept(line);
      }
    }
  }

  private void accept(ExportDatagram datagram) {
    if (datagram.isEnd()) {
      decoder.end(datagram.exporter(), datagram.bytes());
      return;
    }
    datagrams++;
    octets += datagram.bytes().length;
    message = datagram.bytes();
    checksumSeen = false;
    decoder.accept(datagram.exporter(), datagram.receiveNanos(), message, checked);
  }

  /**
   * Reads files one after the other; exporters go on from one to the next. What cannot be read is
   * told of, and the others are read all the same.
   *
   * @param ports UDP destination ports of collectors in captures; empty for all
   */
  public void files(List<Path> files, Set<Integer> ports) throws IOException {
    for (Path file : files) {
      if (records >= limit) {
        return;
      }
      try (DatagramReader reader = RecordedExports.open(SITE, file, ports)) {
        ExportDatagram next = reader.next();
        while (next != null && records < limit) {
          accept(next);
          next = records < limit ? reader.next() : null;
        }
        String problem = reader.problem();
        if (problem != null) {
          checked.problem(problem);
        }
      } catch (UnreadableExports e) {
        checked.problem(String.valueOf(e.getMessage()));
      }
    }
  }

  /** Reads from sockets until somebody says stop. */
  public void receive(List<DatagramReceiver> receivers, BooleanSupplier stop) throws IOException {
    Duration wait = WAIT.dividedBy(receivers.size());
    while (!stop.getAsBoolean() && records < limit) {
      for (DatagramReceiver receiver : receivers) {
        receiver.poll(BATCH, wait, this::accept);
      }
    }
  }

  /** Says what is left to say at the end: faults beyond the limit, data without a template. */
  public void conclude() {
    if (faults > MAX_LINES) {
      problems.accept((faults - MAX_LINES) + " more faults, see 'mudlark ipfix stats'");
    }
    for (DomainDecoder domain : decoder.domains()) {
      int waiting = domain.parkedSets();
      if (waiting > 0) {
        problems.accept(
            "exporter "
                + domain.key().exporter()
                + ", domain "
                + domain.key().domain()
                + ": "
                + waiting
                + " data sets wait for a template that has not come");
      }
    }
  }

  /** All exporters and their ledgers. */
  public MessageDecoder decoder() {
    return decoder;
  }

  /** Messages read, whatever was in them. */
  public long datagrams() {
    return datagrams;
  }

  /** Octets of these. */
  public long octets() {
    return octets;
  }

  /** Records handed on. */
  public long records() {
    return records;
  }

  /** Faults of the input, also those that no line tells of. */
  public long faults() {
    return faults;
  }

  /** Messages with a checksum that fits. */
  public long checksumsRight() {
    return checksumsRight;
  }

  /** Messages with a checksum that does not. */
  public long checksumsWrong() {
    return checksumsWrong;
  }
}
