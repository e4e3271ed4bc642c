/** Benign devices: what each does all day, and the MUD file that allows exactly that. */
@NullMarked
package io.mudlark.generator.device;

import org.jspecify.annotations.NullMarked;
