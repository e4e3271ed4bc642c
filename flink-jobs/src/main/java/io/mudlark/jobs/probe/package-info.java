/** The probe as a program: packets in, exported exchanges out. */
@NullMarked
package io.mudlark.jobs.probe;

import org.jspecify.annotations.NullMarked;
