/** The job on one page, and the small operators that only it needs. */
@NullMarked
package io.mudlark.jobs.pipeline;

import org.jspecify.annotations.NullMarked;
