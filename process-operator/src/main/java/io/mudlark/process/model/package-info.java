/** Process models: trees, Petri nets, their file forms, soundness. */
@NullMarked
package io.mudlark.process.model;

import org.jspecify.annotations.NullMarked;
