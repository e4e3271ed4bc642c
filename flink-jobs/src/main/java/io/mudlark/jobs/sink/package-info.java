/** Where results go: documents, and the files that hold them. */
@NullMarked
package io.mudlark.jobs.sink;

import org.jspecify.annotations.NullMarked;
