/** What nfpcapd and nfdump 1.6.24 make of a capture, reproduced for comparison with MUDscope. */
@NullMarked
package io.mudlark.mudscope.netflows.nfdump;

import org.jspecify.annotations.NullMarked;
