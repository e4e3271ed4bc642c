import io.mudlark.flow.Counters;
import io.mudlark.flow.EndReason;
import io.mudlark.flow.FlowId;
import io.mudlark.flow.FlowKey;
import io.mudlark.flow.FlowRecord;
import io.mudlark.flow.Initiation;
import io.mudlark.flow.IpAddress;
import io.mudlark.flow.NameBinding;
import io.mudlark.flow.flink.ModelTypes;
import io.mudlark.stream.Observation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Flows of many devices, as fast as they are taken: every flow is a function of its number, so that
 * a run needs no memory and repeats to the bit. Watermarks lag by the idle timeout, as those of a
 * metering source do.
 */
final class SyntheticObservations
    implements Source<Observation, SyntheticObservations.Part, List<SyntheticObservations.Part>>,
        ResultTypeQueryable<Observation> {
  private static final long serialVersionUID = 1L;

  /** A whole hour, so that windows of any usual length start here. */
  static final long START_NANOS = 1_767_225_600_000_000_000L;

  /** When the last observation had been emitted, milliseconds of the clock: for the benchmark in this process. */
  static volatile long ended = Long.MAX_VALUE;

  static final int SITES = 10;
  static final int NAMES = 4;

  /**
   * @param devices number of devices, dealt out to ten sites
   * @param rejected flows per device and minute outside the profile
   * @param accepted flows per device and minute inside it
   * @param seconds event time from the first flow to the last
   * @param lagSeconds how far the watermark is behind the latest flow
   * @param pace event seconds per second of the clock; 0 is as fast as possible
   */
  record Load(int devices, int rejected, int accepted, int seconds, int lagSeconds, double pace)
      implements Serializable {
    long flows() {
      return (long) devices * (rejected + accepted) * seconds / 60;
    }
  }

  /** The only split: how many observations have been emitted. */
  record Part(long emitted) implements SourceSplit {
    @Override
    public String splitId() {
      return "all";
    }
  }

  private final Load load;

  SyntheticObservations(Load load) {
    this.load = load;
  }

  static String site(int device) {
    return "site-" + device % SITES;
  }

  static IpAddress address(int device) {
    return IpAddress.v4(0x0A000000 | device % SITES << 20 | (device / SITES + 10));
  }

  private static long mix(long x) {
    long z = x * 0x9E3779B97F4A7C15L + 0xD1B54A32D192ED03L;
    z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    return z ^ z >>> 31;
  }

  /** The n-th observation: first the devices' DNS answers, then flows, then the sites' ends. */
  private Observation at(long n) {
    long bindings = (long) load.devices * NAMES;
    if (n < bindings) {
      int device = (int) (n / NAMES);
      int name = (int) (n % NAMES);
      return Observation.of(
          new NameBinding(
              site(device), START_NANOS, null, address(device), "host" + name + ".example",
              List.of(IpAddress.v4(0xCB007100 | name)), 86_400));
    }
    long i = n - bindings;
    return i < load.flows()
        ? Observation.of(flow(i))
        : Observation.end("site-" + (i - load.flows()), endOf(load.flows() - 1));
  }

  private long endOf(long i) {
    return START_NANOS + 1_000_000L + (long) (i * (load.seconds * 1e9 / load.flows()));
  }

  FlowRecord flow(long i) {
    int device = (int) (i % load.devices);
    long h = mix(i);
    long end = endOf(i);
    long start = end - (h >>> 40 & 0x3FFF) * 100_000L;
    IpAddress own = address(device);
    int high = 32_768 + (int) (h >>> 8 & 0x3FFF);
    if ((h & 0xFFFF) % (load.rejected + load.accepted) >= load.rejected) {
      int name = (int) (h >>> 20 & 3);
      FlowKey key =
          new FlowKey(-1, own, IpAddress.v4(0xCB007100 | name), 6, high, 8_000 + name);
      return record(device, i, key, start, end, 6 + (h >>> 24 & 7), 700, 5, 1_900, 0x1B, Initiation.SYN);
    }
    IpAddress far = IpAddress.v4(0x2D000000 | (int) (h >>> 32 & 0xFFFFFF));
    long size = 60 + (h >>> 28 & 0x3FF);
    switch ((int) (h >>> 16 & 15)) {
      case 0, 1, 2, 3, 4, 5: // a probe of a TCP port that nobody answers
        return record(device, i, new FlowKey(-1, far, own, 6, high, 1 + (int) (h >>> 24 & 0x7FFF)),
            end, end, 1, 40, 0, 0, 0x02, Initiation.SYN);
      case 6, 7, 8: // the same by UDP
        return record(device, i, new FlowKey(-1, far, own, 17, high, 1 + (int) (h >>> 24 & 0x7FFF)),
            start, end, 2, size, 0, 0, 0, Initiation.FIRST_PACKET);
      case 9, 10, 11, 12: // a service that the profile does not know
        return record(device, i, new FlowKey(-1, own, far, 6, high, 443), start, end,
            10, 900 + size * 4, 9, 3_000 + size * 20, 0x1B, Initiation.SYN);
      case 13, 14: // somebody else's resolver
        return record(device, i, new FlowKey(-1, own, IpAddress.v4(0x08080808), 17, high, 53), start,
            end, 1, 60 + (size & 31), 1, 100 + size / 4, 0, Initiation.FIRST_PACKET);
      default: // echo
        return record(device, i, new FlowKey(-1, far, own, 1, 0, 8 << 8), end, end, 1, 84, 1, 84, 0,
            Initiation.FIRST_PACKET);
    }
  }

  private static FlowRecord record(
      int device, long i, FlowKey key, long start, long end, long out, long outOctets, long in,
      long inOctets, int flags, Initiation initiation) {
    return new FlowRecord(
        new FlowId(mix(~i), mix(i + 0x5851F42D4C957F2DL)), site(device), key, null, null, start, end,
        new Counters(out, outOctets, flags, start, end),
        in == 0 ? Counters.NONE : new Counters(in, inOctets, flags, start, end),
        initiation, EndReason.END_DETECTED);
  }

  private long total() {
    return (long) load.devices * NAMES + load.flows() + Math.min(SITES, load.devices);
  }

  @Override
  public Boundedness getBoundedness() {
    return Boundedness.BOUNDED;
  }

  @Override
  public SplitEnumerator<Part, List<Part>> createEnumerator(SplitEnumeratorContext<Part> context) {
    return new Dealer(context, List.of(new Part(0)));
  }

  @Override
  public SplitEnumerator<Part, List<Part>> restoreEnumerator(
      SplitEnumeratorContext<Part> context, List<Part> left) {
    return new Dealer(context, left);
  }

  @Override
  public SimpleVersionedSerializer<Part> getSplitSerializer() {
    return new PartSerializer();
  }

  @Override
  public SimpleVersionedSerializer<List<Part>> getEnumeratorCheckpointSerializer() {
    return new PartsSerializer();
  }

  @Override
  public SourceReader<Observation, Part> createReader(SourceReaderContext context) {
    return new Reader();
  }

  @Override
  public TypeInformation<Observation> getProducedType() {
    return ModelTypes.OBSERVATION;
  }

  private final class Reader implements SourceReader<Observation, Part> {
    private final CompletableFuture<Void> assigned = new CompletableFuture<>();
    private long next = -1;
    private long watermark = Long.MIN_VALUE;
    private long began;

    @Override
    public void start() {}

    @Override
    public InputStatus pollNext(ReaderOutput<Observation> out) throws InterruptedException {
      if (next < 0) {
        return InputStatus.NOTHING_AVAILABLE;
      }
      long time = 0;
      for (int i = 0; i < 256; i++) {
        if (next >= total()) {
          ended = System.currentTimeMillis();
          return InputStatus.END_OF_INPUT;
        }
        Observation observation = at(next++);
        time = observation.timeNanos();
        out.collect(observation, time / 1_000_000L);
      }
      long millis = time / 1_000_000L - load.lagSeconds * 1_000L - 1;
      if (millis > watermark) {
        watermark = millis;
        out.emitWatermark(new Watermark(millis));
      }
      pace(time);
      return InputStatus.MORE_AVAILABLE;
    }

    private void pace(long time) throws InterruptedException {
      if (load.pace > 0) {
        if (began == 0) {
          began = System.nanoTime();
        }
        long due = began + (long) ((time - START_NANOS) / load.pace);
        long wait = (due - System.nanoTime()) / 1_000_000L;
        if (wait > 0) {
          Thread.sleep(Math.min(wait, 20));
        }
      }
    }

    @Override
    public List<Part> snapshotState(long checkpointId) {
      return next < 0 ? List.of() : List.of(new Part(next));
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
      return assigned;
    }

    @Override
    public void addSplits(List<Part> splits) {
      next = splits.get(0).emitted();
      assigned.complete(null);
    }

    @Override
    public void notifyNoMoreSplits() {}

    @Override
    public void close() {}
  }

  /** Gives the split to the first reader. */
  private static final class Dealer implements SplitEnumerator<Part, List<Part>> {
    private final SplitEnumeratorContext<Part> context;
    private final List<Part> left;

    Dealer(SplitEnumeratorContext<Part> context, List<Part> left) {
      this.context = context;
      this.left = new ArrayList<>(left);
    }

    @Override
    public void start() {}

    @Override
    public void handleSplitRequest(int subtask, String host) {}

    @Override
    public void addSplitsBack(List<Part> splits, int subtask) {
      left.addAll(splits);
    }

    @Override
    public void addReader(int subtask) {
      left.forEach(part -> context.assignSplit(part, subtask));
      left.clear();
      context.signalNoMoreSplits(subtask);
    }

    @Override
    public List<Part> snapshotState(long checkpointId) {
      return List.copyOf(left);
    }

    @Override
    public void close() {}
  }

  private static final class PartSerializer implements SimpleVersionedSerializer<Part> {
    @Override
    public int getVersion() {
      return 1;
    }

    @Override
    public byte[] serialize(Part part) throws IOException {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      new DataOutputStream(bytes).writeLong(part.emitted());
      return bytes.toByteArray();
    }

    @Override
    public Part deserialize(int version, byte[] bytes) throws IOException {
      return new Part(new DataInputStream(new ByteArrayInputStream(bytes)).readLong());
    }
  }

  private static final class PartsSerializer implements SimpleVersionedSerializer<List<Part>> {
    private final PartSerializer one = new PartSerializer();

    @Override
    public int getVersion() {
      return 1;
    }

    @Override
    public byte[] serialize(List<Part> parts) throws IOException {
      return parts.isEmpty() ? new byte[0] : one.serialize(parts.get(0));
    }

    @Override
    public List<Part> deserialize(int version, byte[] bytes) throws IOException {
      return bytes.length == 0 ? List.of() : List.of(one.deserialize(version, bytes));
    }
  }
}
