/** Does a case follow the model: replay, alignments, log skeletons, temporal profiles. */
@NullMarked
package io.mudlark.process.conform;

import org.jspecify.annotations.NullMarked;
