/** The two keyed functions that run characterization and evolution on the stream. */
@NullMarked
package io.mudlark.cluster.flink;

import org.jspecify.annotations.NullMarked;
