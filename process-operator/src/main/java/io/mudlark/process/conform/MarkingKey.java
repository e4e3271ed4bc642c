package io.mudlark.process.conform;

import java.util.Arrays;

/** Tokens per place as a map key. */
record MarkingKey(int[] tokens) {
  @Override
  public boolean equals(Object other) {
    return other instanceof MarkingKey that && Arrays.equals(tokens, that.tokens);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(tokens);
  }
}
