/** What a person is told. */
@NullMarked
package io.mudlark.alert;

import org.jspecify.annotations.NullMarked;
