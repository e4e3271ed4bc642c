/** MUD files (RFC 8520) as they are written. */
@NullMarked
package io.mudlark.generator.mud;

import org.jspecify.annotations.NullMarked;
