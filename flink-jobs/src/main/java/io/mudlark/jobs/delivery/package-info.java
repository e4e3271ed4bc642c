/** How results leave the stream for stores and people: batches, retries, dead letters. */
@NullMarked
package io.mudlark.jobs.delivery;

import org.jspecify.annotations.NullMarked;
