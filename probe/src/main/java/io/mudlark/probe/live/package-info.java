/** Packets from a network interface, by the libpcap of the machine. */
@NullMarked
package io.mudlark.probe.live;

import org.jspecify.annotations.NullMarked;
