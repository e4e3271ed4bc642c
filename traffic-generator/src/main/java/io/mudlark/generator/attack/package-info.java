/** Attacks, one small class each. */
@NullMarked
package io.mudlark.generator.attack;

import org.jspecify.annotations.NullMarked;
