package io.mudlark.process.conform;

/**
 * What replaying one activity from one state does.
 *
 * @param next the state afterwards
 * @param consumed tokens taken
 * @param produced tokens put
 * @param missing tokens that had to be invented
 * @param known whether the model has the activity at all; if not, nothing moves
 * @param fired the transitions fired, silent ones included, in order
 */
record ReplayStep(int next, int consumed, int produced, int missing, boolean known, int[] fired) {}
