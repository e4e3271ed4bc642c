/** Patterns over episodes: one device's, and the same on several devices. */
@NullMarked
package io.mudlark.jobs.correlate;

import org.jspecify.annotations.NullMarked;
