/** What is known about information elements: data read from tables, never code. */
@NullMarked
package io.mudlark.ipfix.registry;

import org.jspecify.annotations.NullMarked;
