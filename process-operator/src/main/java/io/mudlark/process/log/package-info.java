/** Event logs: cases, events, variants, and their XES and CSV forms. */
@NullMarked
package io.mudlark.process.log;

import org.jspecify.annotations.NullMarked;
