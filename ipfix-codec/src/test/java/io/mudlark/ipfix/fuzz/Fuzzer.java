package io.mudlark.ipfix.fuzz;

import java.util.Random;

/** A parser under random input: one input at a time, and what must hold of all so far. */
public interface Fuzzer {
  /** Inputs between two checks. */
  int BATCH = 5_000;

  /** Feeds one input. */
  void once(Random random) throws Exception;

  /**
   * Looks at what has gathered since the last check, and begins anew.
   *
   * @throws AssertionError when something does not hold
   */
  void check();

  /**
   * Feeds inputs and checks them.
   *
   * @param inputs how many; rounded up to whole batches
   * @param random with the seed of the run
   */
  static void run(Fuzzer fuzzer, long inputs, Random random) throws Exception {
    for (long done = 0; done < inputs; done += BATCH) {
      for (int i = 0; i < BATCH; i++) {
        fuzzer.once(random);
      }
      fuzzer.check();
    }
  }

  /** Fails unless a condition holds; without a library, so that a bare JVM can run this. */
  static void require(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(what);
    }
  }
}
