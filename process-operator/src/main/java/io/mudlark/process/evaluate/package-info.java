/** How well a model tells faults from benign cases, on traffic whose truth is known. */
@NullMarked
package io.mudlark.process.evaluate;

import org.jspecify.annotations.NullMarked;
