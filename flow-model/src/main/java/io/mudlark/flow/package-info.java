/** What was seen on the wire: flow records, addresses, name bindings. */
@NullMarked
package io.mudlark.flow;

import org.jspecify.annotations.NullMarked;
