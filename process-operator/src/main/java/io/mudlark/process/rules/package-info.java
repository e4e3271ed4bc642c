/** Rules learned from logs: log skeletons and temporal profiles. */
@NullMarked
package io.mudlark.process.rules;

import org.jspecify.annotations.NullMarked;
