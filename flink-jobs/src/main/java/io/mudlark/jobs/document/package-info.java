/** The shapes in which results leave Mudlark: one JSON document per record, the same everywhere. */
@NullMarked
package io.mudlark.jobs.document;

import org.jspecify.annotations.NullMarked;
