package io.mudlark.mudscope.characterize;

/**
 * One cluster of a window, or its noise.
 *
 * @param label 0 and up, or -1 for the noise
 * @param spatial where it lies
 * @param descriptor what its flows look like
 */
record DescribedCluster(int label, SpatialData spatial, Descriptor descriptor) {
  static final int NOISE = -1;
}
