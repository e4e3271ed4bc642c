/** The results of a run as one HTML file for people. */
@NullMarked
package io.mudlark.jobs.report;

import org.jspecify.annotations.NullMarked;
