/** Captures as the flow tables that MUDscope's later stages read. */
@NullMarked
package io.mudlark.mudscope.netflows;

import org.jspecify.annotations.NullMarked;
