/** What the tests of this module share. */
@NullMarked
package io.mudlark.mud.testing;

import org.jspecify.annotations.NullMarked;
