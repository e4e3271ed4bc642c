/** Flows to test with. */
@NullMarked
package io.mudlark.cluster.testing;

import org.jspecify.annotations.NullMarked;
