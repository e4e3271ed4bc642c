/** Frames and the messages in them, octet by octet, with correct lengths and checksums. */
@NullMarked
package io.mudlark.generator.packet;

import org.jspecify.annotations.NullMarked;
