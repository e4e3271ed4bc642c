/** What the traffic really was: a label for each flow and each episode. */
@NullMarked
package io.mudlark.generator.truth;

import org.jspecify.annotations.NullMarked;
