/** Which names the answers of unicast DNS bind to which addresses. */
@NullMarked
package io.mudlark.probe.dns;

import org.jspecify.annotations.NullMarked;
