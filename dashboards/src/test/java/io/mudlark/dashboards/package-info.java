/** What dashboards and rules ask, held against what the stream tells. */
@NullMarked
package io.mudlark.dashboards;

import org.jspecify.annotations.NullMarked;
