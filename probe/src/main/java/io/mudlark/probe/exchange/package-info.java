/** Requests and their answers, of any application protocol, become flow records. */
@NullMarked
package io.mudlark.probe.exchange;

import org.jspecify.annotations.NullMarked;
