/** Lengths and bounds of IPFIX and NetFlow messages, and nothing else. */
@NullMarked
package io.mudlark.ipfix.wire;

import org.jspecify.annotations.NullMarked;
