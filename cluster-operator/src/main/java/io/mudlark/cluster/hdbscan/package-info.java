/**
 * Density-based clustering (HDBSCAN*) of the rows of one window, exact and independent of row
 * order.
 */
@NullMarked
package io.mudlark.cluster.hdbscan;

import org.jspecify.annotations.NullMarked;
