/** A whole scenario: who is there, what happens when, and which files come out. */
@NullMarked
package io.mudlark.generator.scenario;

import org.jspecify.annotations.NullMarked;
