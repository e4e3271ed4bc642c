/** Exchanges between two stations: TCP sessions, TLS-like sessions, single datagrams. */
@NullMarked
package io.mudlark.generator.conversation;

import org.jspecify.annotations.NullMarked;
