package io.mudlark.cluster.hdbscan;

/**
 * One reported cluster and how firmly the data supports it.
 *
 * <p>Densities are lambdas, that is 1 / distance; positive infinity where rows are equal.
 *
 * @param label its number; clusters are numbered by their first row
 * @param rows number of rows that carry the label, copies included
 * @param locations number of distinct rows among them
 * @param birth lambda at which the cluster appears; 0 for the whole data set
 * @param death largest lambda at which something leaves the cluster itself
 * @param stability excess of mass: the sum over what leaves it of (lambda - birth) * rows
 * @param persistence stability / (labelled rows * largest lambda of the hierarchy), 1 if that
 *     lambda is infinite; as Python's {@code cluster_persistence_}, which duplicates make useless
 * @param relativeLifetime (death - birth) / death, 1 if the death is infinite, 0 if it is 0
 */
public record DensityCluster(
    int label,
    int rows,
    int locations,
    double birth,
    double death,
    double stability,
    double persistence,
    double relativeLifetime) {}
