/** What a run is told: files, options and the settings made of them. */
@NullMarked
package io.mudlark.jobs.config;

import org.jspecify.annotations.NullMarked;
