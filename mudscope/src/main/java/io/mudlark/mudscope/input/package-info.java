/** What all stages say of input that they cannot use. */
@NullMarked
package io.mudlark.mudscope.input;

import org.jspecify.annotations.NullMarked;
