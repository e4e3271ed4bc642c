/** Export messages shown as they are: records as JSON lines, and the ledger of each exporter. */
@NullMarked
package io.mudlark.jobs.ipfix;

import org.jspecify.annotations.NullMarked;
