/** Text forms of logs and models, read with bounds: XML without entities, CSV, times. */
@NullMarked
package io.mudlark.process.file;

import org.jspecify.annotations.NullMarked;
