/** Virtual time: what happens next, and chance that repeats by its seed. */
@NullMarked
package io.mudlark.generator.timeline;

import org.jspecify.annotations.NullMarked;
