/** Tests of the documents against golden files. */
@NullMarked
package io.mudlark.jobs.document;

import org.jspecify.annotations.NullMarked;
