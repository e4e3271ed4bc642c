package io.mudlark.ipfix.fuzz;

import io.mudlark.ipfix.golden.SharedData;
import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Each parser under random input of a fixed seed: a second or two on a desk, a minute each where
 * {@code MUDLARK_STRICT=1}; {@code benchmarks/ipfix/fuzz} does millions.
 */
@Execution(ExecutionMode.CONCURRENT)
class FuzzTest {
  private static final long SEED = 20261121L;
  private static final Duration TIME =
      Duration.ofMillis("1".equals(System.getenv("MUDLARK_STRICT")) ? 60_000 : 1_500);

  /** At least one batch, then batch after batch until the time is over. */
  private static void fuzz(Fuzzer fuzzer) throws Exception {
    Random random = new Random(SEED);
    long end = System.nanoTime() + TIME.toNanos();
    do {
      Fuzzer.run(fuzzer, Fuzzer.BATCH, random);
    } while (System.nanoTime() < end);
  }

  private static Mutations mutations() throws IOException {
    return Mutations.of(SharedData.exports());
  }

  @Test
  void no_datagram_makes_the_decoder_throw_hang_hoard_or_miscount() throws Exception {
    fuzz(new MessageFuzzer(mutations()));
  }

  @Test
  void no_file_makes_its_reader_throw_hang_or_read_twice() throws Exception {
    fuzz(new FileFuzzer(mutations()));
  }

  @Test
  void no_template_set_gets_past_the_rules_and_the_limits() throws Exception {
    fuzz(new TemplateFuzzer());
  }
}
