/** Results in the field names of the Elastic Common Schema. */
@NullMarked
package io.mudlark.jobs.ecs;

import org.jspecify.annotations.NullMarked;
