/** Conformance of open cases, one event at a time, in bounded memory. */
@NullMarked
package io.mudlark.process.live;

import org.jspecify.annotations.NullMarked;
