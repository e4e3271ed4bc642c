/** The loop from a datagram to its records, and the state it needs per exporter and domain. */
@NullMarked
package io.mudlark.ipfix.decode;

import org.jspecify.annotations.NullMarked;
