/** MUDscope's fourth stage: how a device's windows change from one to the next. */
@NullMarked
package io.mudlark.mudscope.evolution;

import org.jspecify.annotations.NullMarked;
