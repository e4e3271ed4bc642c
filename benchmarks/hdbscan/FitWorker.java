import io.mudlark.cluster.hdbscan.Clustering;
import io.mudlark.cluster.hdbscan.Hdbscan;
import io.mudlark.cluster.hdbscan.HdbscanConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.LogManager;
import org.tribuo.MutableDataset;
import org.tribuo.clustering.ClusterID;
import org.tribuo.clustering.ClusteringFactory;
import org.tribuo.clustering.hdbscan.HdbscanTrainer;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.distance.L2Distance;
import org.tribuo.math.neighbour.NeighboursQueryFactoryType;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/**
 * The Java side of the benchmark: fits on request, each answer one line.
 *
 * <p>Requests on standard input: {@code load FILE ROWS COLUMNS} (little-endian doubles), {@code
 * warm SECONDS}, {@code fit} (thread CPU ms, clusters, noise rows), {@code tribuo} (the same, and
 * whether its labels equal ours). With arguments {@code cold FILE ROWS COLUMNS}: one fit, then the
 * CPU of the whole process spent on it, in ms, JIT and GC included. With {@code memory} instead:
 * bytes kept by the instance and its answer, bytes allocated by the fit, distinct rows.
 */
final class FitWorker {
  private static final int MIN_CLUSTER_SIZE = 10;
  private static final int MIN_SAMPLES = 5;

  private final Hdbscan hdbscan = Hdbscan.with(HdbscanConfig.of(MIN_CLUSTER_SIZE, MIN_SAMPLES));
  private double[] values = {};
  private int rows;
  private int columns;

  public static void main(String[] arguments) throws IOException {
    LogManager.getLogManager().getLogger("").setLevel(Level.OFF);
    FitWorker worker = new FitWorker();
    if (arguments.length > 0) {
      worker.load(Arrays.copyOfRange(arguments, 1, 4));
      System.out.println(arguments[0].equals("cold") ? worker.cold() : worker.memory());
      return;
    }
    BufferedReader requests = new BufferedReader(new InputStreamReader(System.in));
    for (String line = requests.readLine(); line != null; line = requests.readLine()) {
      String[] words = line.split(" ");
      System.out.println(worker.answer(words));
    }
  }

  private String answer(String[] words) throws IOException {
    return switch (words[0]) {
      case "load" -> load(Arrays.copyOfRange(words, 1, words.length));
      case "warm" -> warm(Double.parseDouble(words[1]));
      case "fit" -> fit();
      case "tribuo" -> tribuo();
      default -> "unknown request " + words[0];
    };
  }

  private String load(String[] words) throws IOException {
    rows = Integer.parseInt(words[1]);
    columns = Integer.parseInt(words[2]);
    values = new double[rows * columns];
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(Path.of(words[0])));
    bytes.order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().get(values);
    return "loaded";
  }

  private String warm(double seconds) {
    int fits = 0;
    long end = threadCpu() + (long) (seconds * 1e9);
    do {
      hdbscan.fit(values, rows, columns);
      fits++;
    } while (threadCpu() < end);
    return "warm after " + fits;
  }

  private String fit() {
    long before = threadCpu();
    Clustering found = hdbscan.fit(values, rows, columns);
    double millis = (threadCpu() - before) / 1e6;
    return millis + " " + found.clusterCount() + " " + found.noiseRows();
  }

  private String cold() {
    com.sun.management.OperatingSystemMXBean system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long before = system.getProcessCpuTime();
    hdbscan.fit(values, rows, columns);
    return String.valueOf((system.getProcessCpuTime() - before) / 1e6);
  }

  private String memory() {
    // loads the classes, which are not the fit's
    Hdbscan.with(HdbscanConfig.of(2, 1)).fit(values, Math.min(rows, 10), columns);
    long live = live();
    com.sun.management.ThreadMXBean thread =
        (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long id = Thread.currentThread().getId();
    Hdbscan fresh = Hdbscan.with(HdbscanConfig.of(MIN_CLUSTER_SIZE, MIN_SAMPLES));
    long allocated = thread.getThreadAllocatedBytes(id);
    Clustering found = fresh.fit(values, rows, columns);
    allocated = thread.getThreadAllocatedBytes(id) - allocated;
    long kept = live() - live;
    String answer = kept + " " + allocated + " " + found.locations();
    // the instance, too, must be alive until here
    fresh.fit(new double[0], 0, 0);
    return answer;
  }

  /** Heap in use once repeated collections free nothing more. */
  private static long live() {
    long least = Long.MAX_VALUE;
    for (int unchanged = 0; unchanged < 5; unchanged++) {
      System.gc();
      long used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
      if (used < least) {
        least = used;
        unchanged = 0;
      }
    }
    return least;
  }

  private String tribuo() {
    ClusteringFactory factory = new ClusteringFactory();
    MutableDataset<ClusterID> data =
        new MutableDataset<>(new SimpleDataSourceProvenance("window", factory), factory);
    String[] names = new String[columns];
    Arrays.setAll(names, column -> String.format("column%03d", column));
    for (int row = 0; row < rows; row++) {
      double[] copy = Arrays.copyOfRange(values, row * columns, (row + 1) * columns);
      data.add(new ArrayExample<>(ClusteringFactory.UNASSIGNED_CLUSTER_ID, names, copy));
    }
    // Tribuo counts the row itself among the samples
    HdbscanTrainer trainer =
        new HdbscanTrainer(
            MIN_CLUSTER_SIZE,
            new L2Distance(),
            MIN_SAMPLES + 1,
            1,
            NeighboursQueryFactoryType.KD_TREE);
    // its work runs partly on a thread of its own: the CPU of the process is what it took
    com.sun.management.OperatingSystemMXBean system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long before = system.getProcessCpuTime();
    List<Integer> labels = trainer.train(data).getClusterLabels();
    double millis = (system.getProcessCpuTime() - before) / 1e6;
    boolean equal = Arrays.equals(byFirstRow(labels), hdbscan.fit(values, rows, columns).labels());
    return millis + " " + equal;
  }

  private static int[] byFirstRow(List<Integer> labels) {
    Map<Integer, Integer> numbers = new HashMap<>();
    return labels.stream()
        .mapToInt(label -> label == 0 ? -1 : numbers.computeIfAbsent(label, any -> numbers.size()))
        .toArray();
  }

  private static long threadCpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
