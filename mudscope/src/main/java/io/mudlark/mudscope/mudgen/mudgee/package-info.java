/** MUDgee's simulated switch and its rules, with hash tables for its scanned list. */
@NullMarked
package io.mudlark.mudscope.mudgen.mudgee;

import org.jspecify.annotations.NullMarked;
