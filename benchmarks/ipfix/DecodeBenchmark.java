import io.mudlark.ipfix.decode.DecodeSettings;
import io.mudlark.ipfix.decode.MessageDecoder;
import io.mudlark.ipfix.decode.RecordSink;
import io.mudlark.ipfix.record.DecodedFlow;
import io.mudlark.ipfix.record.FlowAssembler;
import io.mudlark.ipfix.record.RecordView;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * CPU seconds for a million records, decoded from memory: 13 fields in 55 octets, 25 records in a
 * datagram, near-unique keys, a template every 2,000 datagrams.
 *
 * <p>Three depths: the record found and its ledger kept; its numbers copied out as a flow needs
 * them; a whole new {@code FlowRecord} with its id.
 */
public final class DecodeBenchmark {
  private static final int DATAGRAMS = 40_000;
  private static final int RECORDS = 25;
  private static final int PASSES = 10;
  private static final int ROUNDS = 5;
  private static final int[][] FIELDS = {
    {8, 4}, {12, 4}, {7, 2}, {11, 2}, {4, 1}, {5, 1}, {6, 1}, {1, 8}, {2, 8}, {152, 8}, {153, 8},
    {10, 4}, {14, 4}
  };

  private static int state = 12345;

  private DecodeBenchmark() {}

  public static void main(String[] args) {
    List<byte[]> datagrams = datagrams();
    DecodeSettings settings = DecodeSettings.standard();
    System.out.println("depth,records,cpu_s_per_million,bytes_allocated_per_record");
    for (int round = 0; round < ROUNDS; round++) {
      run("record", settings, datagrams, new Found());
      run("fields", settings, datagrams, new Fields());
      run("flow", settings, datagrams, new Flows());
    }
  }

  private abstract static class Counting implements RecordSink {
    long records;
    long check;
  }

  private static final class Found extends Counting {
    @Override
    public void record(RecordView record) {
      records++;
    }
  }

  private static final class Fields extends Counting {
    private final FlowAssembler assembler = new FlowAssembler("bench");

    @Override
    public void record(RecordView record) {
      records++;
      check += assembler.load(record);
    }
  }

  private static final class Flows extends Counting {
    private final FlowAssembler assembler = new FlowAssembler("bench");

    @Override
    public void record(RecordView record) {
      records++;
      DecodedFlow flow = assembler.assemble(record);
      check += flow.flow().octets() + flow.flow().endNanos();
    }
  }

  private static void run(
      String depth, DecodeSettings settings, List<byte[]> datagrams, Counting sink) {
    MessageDecoder decoder = new MessageDecoder(settings);
    long allocated = allocated();
    long before = cpuNanos();
    for (int pass = 0; pass < PASSES; pass++) {
      for (byte[] datagram : datagrams) {
        decoder.accept("127.0.0.1:40000", 0, datagram, sink);
      }
    }
    double seconds = (cpuNanos() - before) / 1e9;
    System.out.printf(
        Locale.ROOT,
        "%s,%d,%.3f,%.1f%n",
        depth,
        sink.records,
        seconds / sink.records * 1e6,
        (double) (allocated() - allocated) / sink.records);
    if (sink.check == 42) {
      System.out.println();
    }
  }

  /** All threads of the process, garbage collection and compilation included. */
  private static long cpuNanos() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private static long allocated() {
    return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
        .getCurrentThreadAllocatedBytes();
  }

  private static int random() {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state;
  }

  private static List<byte[]> datagrams() {
    List<byte[]> datagrams = new ArrayList<>();
    int length = 0;
    for (int[] field : FIELDS) {
      length += field[1];
    }
    for (int i = 0; i < DATAGRAMS; i++) {
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      if (i % 2000 == 0) {
        put(body, 2, 2);
        put(body, 2, 8 + 4L * FIELDS.length);
        put(body, 2, 256);
        put(body, 2, FIELDS.length);
        for (int[] field : FIELDS) {
          put(body, 2, field[0]);
          put(body, 2, field[1]);
        }
      }
      put(body, 2, 256);
      put(body, 2, 4 + (long) length * RECORDS);
      for (int r = 0; r < RECORDS; r++) {
        int x = random();
        put(body, 4, 0x0a000000 | (x & 0xFFFF));
        put(body, 4, 0xc0a80000 | (x >>> 16 & 0xFF));
        put(body, 2, 1024 + (x & 0x7FFF));
        put(body, 2, (x & 1) != 0 ? 443 : 1883);
        put(body, 3, 0x06001b);
        put(body, 8, 100 + (x & 0xFFFF));
        put(body, 8, 1 + (x & 0x3F));
        put(body, 8, 1_700_000_000_000L);
        put(body, 8, 1_700_000_001_000L);
        put(body, 4, 1);
        put(body, 4, 2);
      }
      ByteArrayOutputStream message = new ByteArrayOutputStream();
      put(message, 2, 10);
      put(message, 2, 16 + (long) body.size());
      put(message, 4, 1_700_000_001L);
      put(message, 4, (long) i * RECORDS);
      put(message, 4, 1);
      message.writeBytes(body.toByteArray());
      datagrams.add(message.toByteArray());
    }
    return datagrams;
  }

  private static void put(ByteArrayOutputStream out, int width, long value) {
    for (int shift = 8 * (width - 1); shift >= 0; shift -= 8) {
      out.write((int) (value >>> shift));
    }
  }
}
