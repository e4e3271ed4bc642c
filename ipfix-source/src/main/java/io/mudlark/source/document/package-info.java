/** Flow records that other collectors wrote as JSON. */
@NullMarked
package io.mudlark.source.document;

import org.jspecify.annotations.NullMarked;
