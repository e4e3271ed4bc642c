/** Decoded records: views on the bytes, values by name, and flow records made of them. */
@NullMarked
package io.mudlark.ipfix.record;

import org.jspecify.annotations.NullMarked;
