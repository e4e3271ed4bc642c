/** Learns MUD profiles from captures, as MUDgee does or better. */
@NullMarked
package io.mudlark.mudscope.mudgen;

import org.jspecify.annotations.NullMarked;
