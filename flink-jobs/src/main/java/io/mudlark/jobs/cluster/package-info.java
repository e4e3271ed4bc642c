/** The two stages of a large installation: messages into Kafka, and the job on a Flink cluster. */
@NullMarked
package io.mudlark.jobs.cluster;

import org.jspecify.annotations.NullMarked;
