/** What was made of it: verdicts, windows of MUD-rejected traffic, their clusters and evolution. */
@NullMarked
package io.mudlark.mrt;

import org.jspecify.annotations.NullMarked;
