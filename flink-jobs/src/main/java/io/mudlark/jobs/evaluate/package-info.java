/** Holds what runs found against the truth about their traffic, and measures how good it was. */
@NullMarked
package io.mudlark.jobs.evaluate;

import org.jspecify.annotations.NullMarked;
