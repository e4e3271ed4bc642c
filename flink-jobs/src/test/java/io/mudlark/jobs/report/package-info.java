/** Tests of the report on invented results. */
@NullMarked
package io.mudlark.jobs.report;

import org.jspecify.annotations.NullMarked;
