/** MUD files: reading, checking, finding them. */
@NullMarked
package io.mudlark.mud.profile;

import org.jspecify.annotations.NullMarked;
