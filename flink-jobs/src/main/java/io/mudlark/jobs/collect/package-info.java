/** The collector: export messages in, one document a flow in MongoDB, Kafka or a file. */
@NullMarked
package io.mudlark.jobs.collect;

import org.jspecify.annotations.NullMarked;
