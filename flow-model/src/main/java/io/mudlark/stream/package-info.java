/** The envelopes in which the words of the house travel from stage to stage. */
@NullMarked
package io.mudlark.stream;

import org.jspecify.annotations.NullMarked;
