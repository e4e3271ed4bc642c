/** Results into Elasticsearch. */
@NullMarked
package io.mudlark.jobs.elastic;

import org.jspecify.annotations.NullMarked;
