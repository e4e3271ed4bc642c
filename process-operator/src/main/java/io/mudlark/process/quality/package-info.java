/** How good a model is: precision, generalization, simplicity. */
@NullMarked
package io.mudlark.process.quality;

import org.jspecify.annotations.NullMarked;
