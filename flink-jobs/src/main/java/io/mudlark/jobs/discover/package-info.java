/** Finding the devices of a site in its traffic, as a first list for people to correct. */
@NullMarked
package io.mudlark.jobs.discover;

import org.jspecify.annotations.NullMarked;
