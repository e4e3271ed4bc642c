import io.mudlark.ipfix.fuzz.FileFuzzer;
import io.mudlark.ipfix.fuzz.Fuzzer;
import io.mudlark.ipfix.fuzz.MessageFuzzer;
import io.mudlark.ipfix.fuzz.Mutations;
import io.mudlark.ipfix.fuzz.TemplateFuzzer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Random;

/** Feeds each parser of the codec the given number of random inputs: SHARED MESSAGES FILES TEMPLATES SEED. */
public final class Fuzz {
  private Fuzz() {}

  public static void main(String[] args) throws Exception {
    Path shared = Path.of(args[0]);
    long seed = Long.parseLong(args[4]);
    Mutations mutations = Mutations.of(shared.resolve("data/a_flow_export"));
    System.out.println("parser,inputs,seed,seconds,result");
    run("messages", new MessageFuzzer(mutations), Long.parseLong(args[1]), seed);
    run("files", new FileFuzzer(mutations), Long.parseLong(args[2]), seed);
    run("templates", new TemplateFuzzer(), Long.parseLong(args[3]), seed);
  }

  private static void run(String name, Fuzzer fuzzer, long inputs, long seed) throws Exception {
    long before = System.nanoTime();
    String result = "nothing escaped, every check held";
    try {
      Fuzzer.run(fuzzer, inputs, new Random(seed));
    } catch (Throwable e) {
      result = "FAILED: " + e;
      e.printStackTrace();
    }
    double seconds = Duration.ofNanos(System.nanoTime() - before).toMillis() / 1000.0;
    System.out.printf(Locale.ROOT, "%s,%d,%d,%.0f,%s%n", name, inputs, seed, seconds, result);
    if (result.startsWith("FAILED")) {
      System.exit(1);
    }
  }
}
