/** What is in a packet: from the link layer to ports, fragments included, without allocation. */
@NullMarked
package io.mudlark.probe.packet;

import org.jspecify.annotations.NullMarked;
