/** Running the stream over flow exports: from listening to stopping and going on. */
@NullMarked
package io.mudlark.jobs.live;

import org.jspecify.annotations.NullMarked;
