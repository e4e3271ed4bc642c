/** Splits captures into what a device's rules allow and what they reject. */
@NullMarked
package io.mudlark.mudscope.reject;

import org.jspecify.annotations.NullMarked;
