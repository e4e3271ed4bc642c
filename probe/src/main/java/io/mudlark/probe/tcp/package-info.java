/** TCP segments become streams of octets in order, and streams become frames of a protocol. */
@NullMarked
package io.mudlark.probe.tcp;

import org.jspecify.annotations.NullMarked;
