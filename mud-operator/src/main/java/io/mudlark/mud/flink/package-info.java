/** Enforcement as a Flink operator. */
@NullMarked
package io.mudlark.mud.flink;

import org.jspecify.annotations.NullMarked;
