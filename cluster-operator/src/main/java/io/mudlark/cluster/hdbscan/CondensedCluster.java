package io.mudlark.cluster.hdbscan;

/**
 * One node of the condensed hierarchy: a set of rows that stays together over a range of densities.
 *
 * @param id its number; 0 is the whole data set, parents have smaller numbers than their children
 * @param parent number of the cluster it splits from, -1 for the whole data set
 * @param birth lambda (1 / distance) at which it appears; 0 for the whole data set
 * @param death largest lambda at which something leaves it
 * @param size rows at birth; equal rows counted as the configured multiplicity says
 * @param stability the sum over what leaves it of (lambda - birth) * rows
 * @param label label of the reported cluster that this node is, -1 if it was not selected
 */
public record CondensedCluster(
    int id, int parent, double birth, double death, int size, double stability, int label) {

  /** Whether this node is reported as a cluster. */
  public boolean selected() {
    return label >= 0;
  }
}
