/** Flink sources of observations. */
@NullMarked
package io.mudlark.source.flink;

import org.jspecify.annotations.NullMarked;
