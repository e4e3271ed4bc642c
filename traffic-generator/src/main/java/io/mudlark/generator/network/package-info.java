/** The invented networks: sites, stations, names and the wire that is observed. */
@NullMarked
package io.mudlark.generator.network;

import org.jspecify.annotations.NullMarked;
