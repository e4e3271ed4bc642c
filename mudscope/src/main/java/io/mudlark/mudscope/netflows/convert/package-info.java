/** From folders of captures to flow tables and to the reference of the scaler. */
@NullMarked
package io.mudlark.mudscope.netflows.convert;

import org.jspecify.annotations.NullMarked;
