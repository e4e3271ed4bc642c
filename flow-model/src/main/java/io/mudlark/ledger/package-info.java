/** Accounting: where every packet, flow and device view ended. */
@NullMarked
package io.mudlark.ledger;

import org.jspecify.annotations.NullMarked;
