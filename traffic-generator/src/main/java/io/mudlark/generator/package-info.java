/** Invented devices and attacks as packets, with the truth about them. */
@NullMarked
package io.mudlark.generator;

import org.jspecify.annotations.NullMarked;
