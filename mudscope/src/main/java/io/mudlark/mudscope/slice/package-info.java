/** Captures cut into pieces of equal time. */
@NullMarked
package io.mudlark.mudscope.slice;

import org.jspecify.annotations.NullMarked;
