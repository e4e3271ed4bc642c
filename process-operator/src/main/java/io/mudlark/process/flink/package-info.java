/** The Flink shells of process conformance: keyed by case, and by client and topic. */
@NullMarked
package io.mudlark.process.flink;

import org.jspecify.annotations.NullMarked;
