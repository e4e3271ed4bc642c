/** The inductive miner: cuts of a directly-follows graph, log splits, fall-throughs. */
@NullMarked
package io.mudlark.process.inductive;

import org.jspecify.annotations.NullMarked;
