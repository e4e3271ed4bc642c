package io.mudlark.process.conform;

/**
 * What closing a case does: silent transitions towards the final marking, then the final tokens are
 * taken.
 *
 * @param consumed tokens taken, the final ones included
 * @param produced tokens put by silent transitions
 * @param missing final tokens that were not there
 * @param remaining tokens left behind
 * @param fired silent transitions, in order
 */
record ReplayEnd(int consumed, int produced, int missing, int remaining, int[] fired) {}
