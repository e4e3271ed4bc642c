/** Templates announced by exporters, compiled once into plans for their records. */
@NullMarked
package io.mudlark.ipfix.template;

import org.jspecify.annotations.NullMarked;
