/** From consecutive windows to the fates of clusters, anomalies and episodes. */
@NullMarked
package io.mudlark.cluster.evolve;

import org.jspecify.annotations.NullMarked;
