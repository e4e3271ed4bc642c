/** MUDscope's third stage: what the rejected traffic of one window looks like. */
@NullMarked
package io.mudlark.mudscope.characterize;

import org.jspecify.annotations.NullMarked;
