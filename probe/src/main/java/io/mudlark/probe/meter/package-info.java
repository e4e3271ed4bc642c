/** Packets in time order become bidirectional flow records. */
@NullMarked
package io.mudlark.probe.meter;

import org.jspecify.annotations.NullMarked;
