/** The commands. */
@NullMarked
package io.mudlark.jobs.cli;

import org.jspecify.annotations.NullMarked;
