/**
 * MUDscope's measures: the metrics of a transition between windows and the likeness of anomalies.
 */
@NullMarked
package io.mudlark.cluster.feed;

import org.jspecify.annotations.NullMarked;
