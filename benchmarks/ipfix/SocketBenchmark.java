import io.mudlark.flow.FlowRecord;
import io.mudlark.ipfix.decode.DecodeSettings;
import io.mudlark.ipfix.decode.MessageDecoder;
import io.mudlark.ipfix.ledger.SequenceAccount;
import io.mudlark.ipfix.record.FlowAssembler;
import io.mudlark.ipfix.record.RecordView;
import io.mudlark.ipfix.template.TemplateBudget;
import io.mudlark.ipfix.wire.Protocol;
import io.mudlark.ledger.Tally;
import io.mudlark.source.datagram.ExportDatagram;
import io.mudlark.source.datagram.ListenAddress;
import io.mudlark.source.datagram.UdpReceiver;
import io.mudlark.source.datagram.UdpSettings;
import io.mudlark.source.session.ExportSession;
import io.mudlark.source.session.ReceiveWindow;
import io.mudlark.source.session.SessionKey;
import io.mudlark.source.session.SessionSettings;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * From a UDP socket to counted records, one line for each burst that a sender sends: records, CPU
 * seconds per million of them (all threads of the process, garbage collection and compilation
 * included), kernel drops and losses by sequence number.
 *
 * <p>Two depths: "records" finds each record, copies the numbers of its flow out and keeps the
 * ledger; "flows" makes a FlowRecord of each, as the pipeline needs it.
 */
public final class SocketBenchmark {
  private static final Duration WAIT = Duration.ofMillis(100);
  private static final int SILENCE = 15;

  private SocketBenchmark() {}

  private interface Depth {
    void accept(ExportDatagram datagram);

    long records();

    SequenceAccount account(long domain);
  }

  private static final class Records implements Depth {
    private final MessageDecoder decoder = MessageDecoder.standard();
    private final FlowAssembler assembler = new FlowAssembler("bench");
    private long records;
    private long check;

    @Override
    public void accept(ExportDatagram datagram) {
      decoder.accept(
          datagram.exporter(), datagram.receiveNanos(), datagram.bytes(), this::record);
    }

    private void record(RecordView record) {
      records++;
      check += assembler.load(record);
    }

    @Override
    public long records() {
      return check == 42 ? 0 : records;
    }

    @Override
    public SequenceAccount account(long domain) {
      return decoder.domains().stream()
          .filter(d -> d.key().domain() == domain)
          .findFirst()
          .map(d -> d.ledger().account(Protocol.IPFIX))
          .orElse(SequenceAccount.EMPTY);
    }
  }

  private static final class Flows implements Depth, ExportSession.Output {
    private final SessionSettings settings =
        SessionSettings.of(DecodeSettings.standard(), ReceiveWindow.LIVE);
    private final TemplateBudget budget = new TemplateBudget(1 << 20);
    private final FlowAssembler assembler = new FlowAssembler("bench");
    private final Map<String, ExportSession> sessions = new HashMap<>();
    private long records;
    private long check;

    @Override
    public void accept(ExportDatagram datagram) {
      SessionKey key = SessionKey.of(datagram);
      sessions
          .computeIfAbsent(
              key.text(), text -> new ExportSession(key, settings, budget, assembler))
          .accept(datagram, Long.MIN_VALUE, this);
    }

    @Override
    public void flow(FlowRecord flow) {
      records++;
      check += flow.octets();
    }

    @Override
    public void tally(Tally tally) {}

    @Override
    public void problem(String line) {
      System.err.println(line);
    }

    @Override
    public long records() {
      return check == 42 ? 0 : records;
    }

    @Override
    public SequenceAccount account(long domain) {
      SessionKey key = new SessionKey(ListenAddress.DEFAULT_SITE, "udp:127.0.0.1", domain);
      ExportSession session = sessions.get(key.text());
      SequenceAccount account =
          session == null ? null : session.ledger().account(Protocol.IPFIX);
      return account == null ? SequenceAccount.EMPTY : account;
    }
  }

  /** Arguments: port, receive buffer in octets, depth, bursts. */
  public static void main(String[] args) throws IOException {
    ListenAddress listen = ListenAddress.parse("udp://127.0.0.1:" + args[0]);
    UdpSettings settings = new UdpSettings(listen, Integer.parseInt(args[1]), false, false);
    Depth depth = args[2].equals("flows") ? new Flows() : new Records();
    try (UdpReceiver receiver = UdpReceiver.open(settings, Clock.systemUTC())) {
      System.out.println("ready " + receiver.account().bufferGranted());
      for (int burst = 1; burst <= Integer.parseInt(args[3]); burst++) {
        burst(receiver, depth, burst);
      }
    }
  }

  /** Everything up to a second and a half of silence; CPU up to the last datagram. */
  private static void burst(UdpReceiver receiver, Depth depth, int domain) throws IOException {
    long records = depth.records();
    long dropped = receiver.account().kernelDrops();
    while (receiver.poll(1, WAIT, depth::accept) == 0) {
      continue;
    }
    long began = cpuNanos();
    long ended = began;
    int silence = 0;
    while (silence < SILENCE) {
      if (receiver.poll(512, WAIT, depth::accept) == 0) {
        silence++;
      } else {
        silence = 0;
        ended = cpuNanos();
      }
    }
    long fresh = depth.records() - records;
    SequenceAccount account = depth.account(domain);
    System.out.printf(
        Locale.ROOT,
        "%d %.3f %d %d %d%n",
        fresh,
        (ended - began) / 1e9 / fresh * 1e6,
        receiver.account().kernelDrops() - dropped,
        account.exported(),
        account.lost());
  }

  private static long cpuNanos() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }
}
