/** What exported flows lack beside metered ones: both directions in one record. */
@NullMarked
package io.mudlark.jobs.assemble;

import org.jspecify.annotations.NullMarked;
