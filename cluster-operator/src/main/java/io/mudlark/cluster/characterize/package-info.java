/** From the rejected flows of a window to its clusters and the shape of its traffic. */
@NullMarked
package io.mudlark.cluster.characterize;

import org.jspecify.annotations.NullMarked;
