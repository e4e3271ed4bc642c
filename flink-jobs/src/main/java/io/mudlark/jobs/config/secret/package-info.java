/** Passwords and keys: referred to in settings, read where they are needed. */
@NullMarked
package io.mudlark.jobs.config.secret;

import org.jspecify.annotations.NullMarked;
