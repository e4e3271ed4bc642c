/** What a set of rejected flows looks like to a person: its amounts and its kind. */
@NullMarked
package io.mudlark.cluster.shape;

import org.jspecify.annotations.NullMarked;
