/** One observation point: its captures merged into one stream of flows, bindings and tallies. */
@NullMarked
package io.mudlark.probe.point;

import org.jspecify.annotations.NullMarked;
