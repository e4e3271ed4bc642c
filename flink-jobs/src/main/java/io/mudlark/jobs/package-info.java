/** The roof: where the program starts. */
@NullMarked
package io.mudlark.jobs;

import org.jspecify.annotations.NullMarked;
