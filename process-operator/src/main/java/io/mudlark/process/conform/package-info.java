/** Does a case follow the model: token replay and alignments. */
@NullMarked
package io.mudlark.process.conform;

import org.jspecify.annotations.NullMarked;
