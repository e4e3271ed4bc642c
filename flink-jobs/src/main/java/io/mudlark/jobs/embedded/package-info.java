/** Running a job inside this process, from its start to its merged results. */
@NullMarked
package io.mudlark.jobs.embedded;

import org.jspecify.annotations.NullMarked;
