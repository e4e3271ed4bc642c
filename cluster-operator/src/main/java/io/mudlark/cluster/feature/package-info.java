/** Which numbers describe a rejected flow, and on which scale they are compared. */
@NullMarked
package io.mudlark.cluster.feature;

import org.jspecify.annotations.NullMarked;
