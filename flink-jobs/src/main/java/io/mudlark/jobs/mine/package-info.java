/** Process mining on files: what the {@code mine} commands read, compute and draw. */
@NullMarked
package io.mudlark.jobs.mine;

import org.jspecify.annotations.NullMarked;
