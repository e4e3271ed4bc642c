/**
 * Models from logs by counting: directly-follows graphs, footprints, the alpha and heuristics
 * miners.
 */
@NullMarked
package io.mudlark.process.discover;

import org.jspecify.annotations.NullMarked;
